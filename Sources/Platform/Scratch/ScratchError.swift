/// Why a scratch file could not be made, written or read. The text names the directory and what would help.
public enum ScratchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The directory cannot hold scratch files.
  case unusable(directory: String, SystemFailure)
  /// The disk has less room than the run is going to need.
  case tooSmall(directory: String, free: Int64, needed: Int64)
  /// The run's own bound is less than the run is going to need.
  case limitTooLow(directory: String, limit: Int64, needed: Int64)
  /// The disk has no room left, after this many bytes of ours.
  case full(directory: String, bytes: Int64)
  /// The run's own bound is reached.
  case overLimit(directory: String, limit: Int64)
  /// Writing or reading failed otherwise.
  case failed(directory: String, SystemFailure)
  /// A read went past the end of what was written: the file was cut by someone else.
  case cut(directory: String)

  public var description: String {
    switch self {
    case .unusable(let directory, let failure):
      "the scratch directory \(directory) cannot be used (\(failure.reason)); give --scratch a directory that can be written"
    case .tooSmall(let directory, let free, let needed):
      "the scratch directory \(directory) has \(Self.gigabytes(free)) free, but the rows that do not fit in memory will take "
        + "about \(Self.gigabytes(needed)); give --scratch another disk, or raise --memory"
    case .limitTooLow(let directory, let limit, let needed):
      "scratch files in \(directory) may take \(Self.gigabytes(limit)), but the rows that do not fit in memory will take about "
        + "\(Self.gigabytes(needed)); raise --max-scratch, or raise --memory"
    case .full(let directory, let bytes):
      "the scratch directory \(directory) is full after \(Self.gigabytes(bytes)); "
        + "give --scratch another disk, or raise --memory"
    case .overLimit(let directory, let limit):
      "scratch files in \(directory) reached their limit of \(Self.gigabytes(limit)); raise --max-scratch, or raise --memory"
    case .failed(let directory, let failure):
      "a scratch file in \(directory) failed (\(failure.description)); give --scratch another disk"
    case .cut(let directory):
      "a scratch file in \(directory) is shorter than what was written; check the disk, or give --scratch another one"
    }
  }

  /// Bytes in units of 10⁹ with one decimal, cut; in megabytes below one of them.
  static func gigabytes(_ bytes: Int64) -> String {
    bytes >= 1_000_000_000
      ? "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB"
      : "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
  }
}
