import CHash
import Platform

/// Rows of one partition on disk: the one format in which rows leave memory.
///
/// ```
/// header, 48 bytes   "TRIBSEG1", version, partition, dictionary, zero, cells, names (bytes), zero
/// pages              `PartitionPolicy.pageBytes` each but for the last: cells of 24 bytes, as in memory (`EventCell`), then
///                    8 bytes, their XXH3-64 chained to that of the page before
/// names              the dictionary of the labels; absent in scratch, where `dictionary` numbers the worker's own
/// ```
/// Little-endian. Only what parsing depends on shapes it: neither period nor models nor identity do.
struct Segment: Sendable {
  static let magic: UInt64 = 0x3147_4553_4249_5254  // "TRIBSEG1"
  static let version: UInt32 = 1
  static let headerBytes = 48

  let file: ScratchFile
  let offset: Int64
  let partition: Int
  let dictionary: Int
  let cellCount: Int

  var cellBytes: Int { cellCount * MemoryLayout<EventCell>.stride }
}

/// A segment that was read back is not what was written.
public struct SegmentError: Error, Sendable, CustomStringConvertible {
  public let directory: String
  public let reason: String
  public var description: String {
    "a scratch segment in \(directory) is damaged (\(reason)); check the disk, or give --scratch another one"
  }
}

extension Segment {
  /// Appends the chunks of one partition to a scratch file that this worker alone writes.
  static func write(
    _ chunks: [Chunk], partition: Int, dictionary: Int, to file: ScratchFile, through page: inout [UInt8]
  ) throws -> Segment {
    let cellCount = chunks.reduce(0) { $0 + $1.count }
    page.removeAll(keepingCapacity: true)
    for value in [magic, UInt64(version) | UInt64(partition) << 32, UInt64(dictionary), UInt64(cellCount), 0, 0] {
      unsafe withUnsafeBytes(of: value.littleEndian) { unsafe page.append(contentsOf: $0) }
    }
    let offset = try unsafe page.withUnsafeBytes { try unsafe file.append($0) }
    page.removeAll(keepingCapacity: true)
    var checksum: UInt64 = magic
    func flush() throws {
      checksum = hash(page, chained: checksum)
      unsafe withUnsafeBytes(of: checksum.littleEndian) { unsafe page.append(contentsOf: $0) }
      _ = try unsafe page.withUnsafeBytes { try unsafe file.append($0) }
      page.removeAll(keepingCapacity: true)
    }
    for chunk in chunks {
      let bytes = unsafe UnsafeRawBufferPointer(chunk.buffer)
      var at = 0
      while at < bytes.count {
        let step = min(bytes.count - at, PartitionPolicy.pageBytes - page.count)
        unsafe page.append(contentsOf: bytes[at..<(at + step)])
        at += step
        if page.count == PartitionPolicy.pageBytes { try flush() }
      }
    }
    if !page.isEmpty { try flush() }
    return Segment(file: file, offset: offset, partition: partition, dictionary: dictionary, cellCount: cellCount)
  }

  /// Reads the cells page by page into the room that `room` gives for so many bytes, and calls `body` with each page when
  /// header and checksum have shown that it is as it was written: a damaged cell would be read as anything. A row may be on one
  /// page and its extras on the next.
  func forEachPage(
    into room: (Int) -> UnsafeMutableRawBufferPointer, _ body: (UnsafeBufferPointer<EventCell>) throws -> Void
  ) throws {
    try checkHeader()
    var checksum = Self.magic
    var position = offset + Int64(Self.headerBytes)
    var left = cellBytes
    while left > 0 {
      let step = min(left, PartitionPolicy.pageBytes)
      let page = unsafe room(step)
      try unsafe file.read(at: position, into: page)
      checksum = unsafe chash_bytes64(page.baseAddress, step, checksum)
      var stored: UInt64 = 0
      try unsafe withUnsafeMutableBytes(of: &stored) { try unsafe file.read(at: position + Int64(step), into: $0) }
      guard UInt64(littleEndian: stored) == checksum else { throw damaged("its checksum differs") }
      unsafe try body(UnsafeBufferPointer(page.bindMemory(to: EventCell.self)))
      position += Int64(step) + 8
      left -= step
    }
  }

  private func checkHeader() throws {
    var header = [UInt64](repeating: 0, count: Self.headerBytes / 8)
    try unsafe header.withUnsafeMutableBytes { try unsafe file.read(at: offset, into: $0) }
    guard header[0] == Self.magic, UInt32(truncatingIfNeeded: header[1]) == Self.version else {
      throw damaged("its header is none of ours")
    }
    guard header[1] >> 32 == partition, header[2] == dictionary, header[3] == cellCount else {
      throw damaged("its header speaks of other rows")
    }
  }

  private func damaged(_ reason: String) -> SegmentError { SegmentError(directory: file.directory, reason: reason) }

  private static func hash(_ bytes: [UInt8], chained seed: UInt64) -> UInt64 {
    unsafe bytes.withUnsafeBytes { unsafe chash_bytes64($0.baseAddress, $0.count, seed) }
  }
}
