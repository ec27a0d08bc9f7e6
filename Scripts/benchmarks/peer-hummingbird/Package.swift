// swift-tools-version: 6.3
import PackageDescription

// The server that Scripts/benchmarks/static measures ours beside. No part of the product.
let package = Package(
  name: "peer-hummingbird",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1")
  ],
  targets: [
    .executableTarget(
      name: "Peer", dependencies: [.product(name: "Hummingbird", package: "hummingbird")])
  ]
)
