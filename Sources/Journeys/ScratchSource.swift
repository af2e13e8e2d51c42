import Platform
import Synchronization

/// Makes scratch files when they are first needed, one per worker: a run that fits in memory touches no disk.
public final class ScratchSource: Sendable {
  public let directory: String
  public let space: ScratchSpace
  private let files = Mutex<[Int: ScratchFile]>([:])

  public init(directory: String, space: ScratchSpace) {
    self.directory = directory
    self.space = space
  }

  /// The file that worker `worker` appends to.
  func file(of worker: Int) throws -> ScratchFile {
    try files.withLock { files throws(ScratchError) in
      if let file = files[worker] { return file }
      let file = try ScratchFile(directory: directory, space: space)
      files[worker] = file
      return file
    }
  }

  /// A source of other files in the same place and under the same bound, which go when nobody needs them: for one worker's
  /// work on one partition, or one reading of all inputs.
  public func split() -> ScratchSource { ScratchSource(directory: directory, space: space) }

  /// A file of one's own.
  public func newFile() throws -> ScratchFile { try ScratchFile(directory: directory, space: space) }
}
