import Synchronization

/// Makes scratch files when they are first needed, one per worker: a run that fits in memory touches no disk.
public final class ScratchSource: Sendable {
  public let directory: String
  public let space: ScratchSpace
  private let files = Mutex<[Int: ScratchFile]>([:])
  private let beforeFirst: @Sendable () throws(ScratchError) -> Void

  public convenience init(directory: String, space: ScratchSpace) {
    self.init(directory: directory, space: space) { () throws(ScratchError) in }
  }

  private init(directory: String, space: ScratchSpace, beforeFirst: @escaping @Sendable () throws(ScratchError) -> Void) {
    self.directory = directory
    self.space = space
    self.beforeFirst = beforeFirst
  }

  /// The file that worker `worker` appends to.
  package func file(of worker: Int) throws -> ScratchFile {
    try files.withLock { files throws(ScratchError) in
      if let file = files[worker] { return file }
      if files.isEmpty { try beforeFirst() }
      let file = try ScratchFile(directory: directory, space: space)
      files[worker] = file
      return file
    }
  }

  /// A source of other files in the same place and under the same bound, which go when nobody needs them: for one worker's
  /// work on one partition, or one reading of all inputs.
  public func split() -> ScratchSource { ScratchSource(directory: directory, space: space) }

  /// The same, where `beforeFirst` may object before a worker's first file is made, which is when memory is used up.
  public func split(beforeFirst: @escaping @Sendable () throws(ScratchError) -> Void) -> ScratchSource {
    ScratchSource(directory: directory, space: space, beforeFirst: beforeFirst)
  }

  /// A file of one's own.
  public func newFile() throws -> ScratchFile { try ScratchFile(directory: directory, space: space) }
}
