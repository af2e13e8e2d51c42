import Events
import Platform
import Values

@testable import Journeys

extension FuzzTarget {
  /// A segment some of whose bytes were changed reads as it was written or not at all, and no reader is shown a row that
  /// was never written.
  static let segment = FuzzTarget(name: "segment") { bytes in
    var choices = FuzzChoices(bytes)
    let rowCount = choices.byte() % 64
    let scratch = try ScratchFile(directory: FuzzFolder.scratch)
    let written = try segment(rows: rowCount, in: scratch)
    var changed = [UInt8](repeating: 0, count: Int(scratch.byteCount - written.offset))
    try unsafe changed.withUnsafeMutableBytes { try unsafe scratch.read(at: written.offset, into: $0) }
    let expected = try rows(of: written)
    change(&changed, &choices)
    let offset = try unsafe changed.withUnsafeBytes { try unsafe scratch.append($0) }
    let damaged = Segment(
      file: scratch, offset: offset, partition: written.partition, dictionary: written.dictionary,
      cellCount: written.cellCount)
    var shown = 0
    do {
      var stream = CellStream(.scratch(damaged))
      try stream.forEachRow { mark, cell, extras in
        guard shown < expected.count, expected[shown] == SegmentRow(mark, cell, extras) else { throw OtherRow(number: shown) }
        shown += 1
      }
    } catch is SegmentError {
      return shown == 0 || shown == expected.count ? nil : "some rows were shown"
    } catch is ScratchError {
      return nil
    } catch let error as OtherRow {
      return "row \(error.number) was never written"
    }
    return shown == expected.count ? nil : "\(shown) rows of \(expected.count)"
  }

  /// Some bytes, each named by its place and by the bits to turn over: too few to make up a checksum.
  private static func change(_ bytes: inout [UInt8], _ choices: inout FuzzChoices) {
    for _ in 0..<6 where !choices.rest.isEmpty {
      let place = (choices.byte() | choices.byte() << 8) % bytes.count
      bytes[place] ^= UInt8(choices.byte())
    }
  }

  /// Rows under a mark for each eight of them, every third with extras.
  private static func segment(rows: Int, in scratch: ScratchFile) throws -> Segment {
    var cells: [EventCell] = []
    for row in 0..<rows {
      if row % 8 == 0 { cells.append(EventCell(mark: RunMark(source: 3, rowNumber: UInt64(row) << 32))) }
      var event = EventRow(time: Int64(row) << 20, key: JourneyKey(low: UInt64(row), high: 2), label: UInt32(row % 5))
      var extras = EventExtras()
      if row % 3 == 0 {
        event.label |= EventRow.hasExtras
        extras.parts = EventExtras.Parts(rawValue: UInt8(row) & 0x1F | 1)
        extras.money = Int64(row)
      }
      cells.append(EventCell(event, position: UInt16(row)))
      if row % 3 == 0 {
        var packed = [EventCell](repeating: EventCell(), count: PackedExtras.cells(extras.parts))
        unsafe packed.withUnsafeMutableBufferPointer { room in
          if let base = room.baseAddress { unsafe PackedExtras.pack(extras, into: base) }
        }
        cells += packed
      }
    }
    var page: [UInt8] = []
    return try unsafe cells.withUnsafeMutableBufferPointer { room in
      let chunks = unsafe room.baseAddress.map { unsafe [Chunk(unsafeCells: $0, count: room.count)] } ?? []
      return try Segment.write(chunks, partition: 4, dictionary: 2, to: scratch, through: &page)
    }
  }

  private static func rows(of segment: Segment) throws -> [SegmentRow] {
    var rows: [SegmentRow] = []
    var stream = CellStream(.scratch(segment))
    try stream.forEachRow { rows.append(SegmentRow($0, $1, $2)) }
    return rows
  }
}

private struct OtherRow: Error {
  let number: Int
}

/// A row as it is read back.
private struct SegmentRow: Equatable {
  let mark: RunMark
  let cell: [UInt64]
  let extras: EventExtras?

  init(_ mark: RunMark, _ cell: EventCell, _ extras: EventExtras?) {
    self.mark = mark
    self.cell = [cell.first, cell.second, cell.third]
    self.extras = extras
  }
}
