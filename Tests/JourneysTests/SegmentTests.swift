import Events
import Platform
import Testing
import Values

@testable import Journeys

@Suite struct SegmentTests {
  /// A segment of two chunks, and its bytes in the file.
  private func segment(cells: Int, firsts: [Int] = [0, 100_000]) throws -> (Segment, [UInt8]) {
    let pool = ChunkPool(budget: MemoryBudget(bytes: 0), openChunks: firsts.count)
    var chunks: [Chunk] = []
    for first in firsts {
      let room = unsafe pool.take()
      guard let room = unsafe room else { preconditionFailure("the open chunks are granted") }
      for i in 0..<cells {
        unsafe (room + i).initialize(
          to: EventCell(EventRow(time: Int64(first + i), key: JourneyKey(low: 1, high: 2), label: 3), position: 0))
      }
      chunks.append(unsafe Chunk(unsafeCells: room, count: cells))
    }
    let file = try ScratchFile(directory: "/tmp")
    _ = try unsafe [UInt8](repeating: 0xAA, count: 13).withUnsafeBytes { try unsafe file.append($0) }
    var page: [UInt8] = []
    let segment = try Segment.write(chunks, partition: 4, dictionary: 2, to: file, through: &page)
    withExtendedLifetime(pool) {}
    var bytes = [UInt8](repeating: 0, count: Int(file.byteCount - segment.offset))
    try unsafe bytes.withUnsafeMutableBytes { try unsafe file.read(at: segment.offset, into: $0) }
    return (segment, bytes)
  }

  private func read(_ bytes: [UInt8], as segment: Segment) throws -> [EventCell] {
    var cells: [EventCell] = []
    try read(bytes, as: segment, into: &cells)
    return cells
  }

  private func read(_ bytes: [UInt8], as segment: Segment, into cells: inout [EventCell]) throws {
    let file = try ScratchFile(directory: "/tmp")
    let offset = try unsafe bytes.withUnsafeBytes { try unsafe file.append($0) }
    let copy = Segment(
      file: file, offset: offset, partition: segment.partition, dictionary: segment.dictionary,
      cellCount: segment.cellCount)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: PartitionPolicy.pageBytes, alignment: 8)
    defer { unsafe room.deallocate() }
    try unsafe copy.forEachPage(into: { unsafe UnsafeMutableRawBufferPointer(rebasing: room[0..<$0]) }) { page in
      unsafe cells.append(contentsOf: page)
    }
  }

  @Test func rowsComeBackInOrder() throws {
    let (segment, bytes) = try segment(cells: 50)
    #expect(segment.offset == 13 && segment.cellCount == 100 && bytes.count == Segment.headerBytes + 2400 + 8)
    #expect(String(decoding: bytes[0..<8], as: UTF8.self) == "TRIBSEG1")
    #expect(try read(bytes, as: segment).map(\.time) == Array(0..<50) + Array(100_000..<100_050))
  }

  /// One flipped bit anywhere but in the header's unused words, which mean nothing yet.
  @Test func everyFlippedByteIsRefused() throws {
    let (segment, bytes) = try segment(cells: 3)
    for place in bytes.indices where !(32..<Segment.headerBytes).contains(place) {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      let error = #expect(throws: SegmentError.self, "byte \(place)") { _ = try read(damaged, as: segment) }
      #expect(error?.description.contains("a scratch segment in /tmp is damaged (") == true)
    }
  }

  /// Each page is checked before its cells are shown: what a damaged one says may lead anywhere.
  @Test func onlyWholePagesAreShown() throws {
    let (segment, bytes) = try segment(cells: 600, firsts: Array(stride(from: 0, to: 60_000, by: 600)))
    #expect(try read(bytes, as: segment).map(\.time) == Array(0..<60_000))
    let cellsOfPage = PartitionPolicy.pageBytes / 24
    for (place, shown) in [(Segment.headerBytes + 24, 0), (bytes.count - 9, cellsOfPage), (bytes.count - 1, cellsOfPage)] {
      var damaged = bytes
      damaged[place] ^= 4
      var cells: [EventCell] = []
      #expect(throws: SegmentError.self) { try read(damaged, as: segment, into: &cells) }
      #expect(cells.count == shown)
    }
  }

  @Test func aCutSegmentIsRefused() throws {
    let (segment, bytes) = try segment(cells: 3)
    for count in [0, 47, 48, 100, bytes.count - 1] {
      #expect(throws: ScratchError.cut(directory: "/tmp")) { _ = try read(Array(bytes[..<count]), as: segment) }
    }
  }

  @Test func anotherPartitionsSegmentIsRefused() throws {
    let (segment, bytes) = try segment(cells: 3)
    let other = Segment(file: segment.file, offset: 0, partition: 5, dictionary: 2, cellCount: 6)
    let error = #expect(throws: SegmentError.self) { _ = try read(bytes, as: other) }
    #expect(error?.reason == "its header speaks of other rows")
  }
}
