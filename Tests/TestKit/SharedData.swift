import Foundation

/// A folder of the data sets beside this project, or nil with a line that says so: a test that needs
/// one is skipped where it is missing.
package func sharedData(_ name: String) -> URL? {
  let folder = packageFolder.appending(path: "../shared/data").appending(path: name)
  guard FileManager.default.fileExists(atPath: folder.path) else {
    print("skipped: there is no ../shared/data/\(name)")
    return nil
  }
  return folder
}
