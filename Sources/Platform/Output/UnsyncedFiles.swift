import Glibc

/// A file whose bytes are all with the system, but perhaps not yet on the disk.
struct UnsyncedFile: Sendable {
  let path: String
  let descriptor: Int32

  /// Waits for the disk and closes.
  ///
  /// - Throws: `OutputError.cannotWrite`, also where the disk refuses only now; the file is closed then, too.
  func finish() throws(OutputError) {
    // EINVAL: a pipe, a device, or a file system that does not keep directories by themselves: nothing to wait for.
    let unsynced = fsync(descriptor) != 0 && errno != EINVAL ? errno : nil
    let unclosed = close(descriptor) != 0 ? errno : nil
    if let unsynced { throw .cannotWrite(path: path, call: "fsync", code: unsynced) }
    if let unclosed { throw .cannotWrite(path: path, call: "close", code: unclosed) }
  }
}

/// The files of a report that are written and wait for the disk.
///
/// All of them wait side by side: a disk that takes a quarter of a millisecond for one takes little more for seven, and a
/// file system with a journal writes it once for all.
final class UnsyncedFiles {
  private var files: [UnsyncedFile] = []

  deinit { close() }

  func add(_ file: UnsyncedFile) { files.append(file) }

  /// Waits until all are on the disk, and closes them.
  ///
  /// - Throws: `OutputError.cannotWrite`, of the file that was added first among those that fail.
  func finish() throws(OutputError) {
    let files = files
    self.files = []
    if files.isEmpty { return }
    do {
      try Workers.run(count: files.count, name: "sync") { try files[$0].finish() }
    } catch let error as OutputError {
      throw error
    } catch {
      // No thread was left: one after the other.
      var failure: OutputError?
      for file in files {
        do { try file.finish() } catch { failure = failure ?? error }
      }
      if let failure { throw failure }
    }
  }

  /// Closes them as they are.
  func close() {
    for file in files { Glibc.close(file.descriptor) }
    files = []
  }
}
