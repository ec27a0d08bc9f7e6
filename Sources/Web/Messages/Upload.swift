import Foundation

/// A file that came with a form, on disk.
package struct Upload: Sendable {
  package let file: URL
  /// As the browser named it; not a path.
  package let name: String
  package let contentType: String
  package let bytes: Int

  package init(file: URL, name: String, contentType: String, bytes: Int) {
    self.file = file
    self.name = name
    self.contentType = contentType
    self.bytes = bytes
  }
}
