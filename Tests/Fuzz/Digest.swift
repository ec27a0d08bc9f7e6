// In place of the module Crypto: how a file is hashed is not what is looked for, and building Crypto
// for the fuzzer would take minutes. Only the fuzzer of CSV files is built with it.
public struct SHA256 {
  private var sum: UInt64 = 14_695_981_039_346_656_037

  public init() {}

  public mutating func update(bufferPointer: UnsafeRawBufferPointer) {
    for byte in bufferPointer { sum = (sum ^ UInt64(byte)) &* 1_099_511_628_211 }
  }

  public func finalize() -> [UInt8] { withUnsafeBytes(of: sum) { Array($0) } }
}
