/// Counts the unpacked bytes of one file, all its layers together, and compares them with the bounds of the policy: a few
/// kilobytes can unpack to more than any disk holds.
final class UnpackingMeter {
  private let file: FileStream
  private let policy: ArchivePolicy
  /// The file's size; nil if it is known only at the end.
  private let size: Int64?
  private var unpacked: Int64 = 0

  init(_ input: InputFile, _ file: FileStream, policy: ArchivePolicy) {
    self.file = file
    self.policy = policy
    size = input.isReadOnce ? nil : input.byteCount
  }

  /// Counts bytes that a layer gave. Whether a file of known size goes too far depends on nothing but the file.
  func add(_ count: Int) throws(StreamFailure) {
    unpacked += Int64(count)
    if unpacked > policy.maxUnpackedBytes {
      throw .beyondLimit("unpacks to more than \(ArchiveError.grouped(policy.maxUnpackedBytes)) bytes", option: "--max-unpacked")
    }
    if unpacked <= policy.ratioFreeBytes { return }
    let packed = size ?? max(file.bytesRead, policy.ratioFreePipeBytes)
    let (most, overflow) = packed.multipliedReportingOverflow(by: policy.maxRatio)
    if !overflow && unpacked > most {
      throw .beyondLimit("unpacks to more than \(ArchiveError.grouped(policy.maxRatio)) times its size", option: "--max-ratio")
    }
  }
}

/// A layer whose bytes are counted.
final class MeteredStream: ByteStream {
  private let base: any ByteStream
  private let meter: UnpackingMeter

  init(_ base: any ByteStream, _ meter: UnpackingMeter) {
    self.base = base
    self.meter = meter
  }

  func read(into room: inout MutableSpan<UInt8>) throws(StreamFailure) -> Int {
    let count = try base.read(into: &room)
    try meter.add(count)
    return count
  }
}
