import SeededTesting
import Testing

@testable import Journeys

@Suite struct RunMarkTests {
  /// The places of a batch's rows and of a link after its last, as marks and positions give them.
  private func places(rows: Int, _ numbering: RowNumbering) -> [UInt64] {
    let marks = BatchMarks(rows: rows, source: 3, numbering)
    return (0...rows).map { marks.mark(ofRow: $0).rowNumber(of: marks.position(ofRow: $0)) }
  }

  @Test func placesGrowWithBlocksOfAnySizeAndTheirRows() {
    var random = Seeded(1)
    var sizes = [16_382, 16_383, 16_384, 1, 0, 65_535, 65_536, 16_381, 140_000, 2]
    sizes += (0..<30).map { _ in Int.random(in: 0...18_000, using: &random) }
    for first in [0, 5, UInt32.max - 100] {
      var last: UInt64?
      for (i, rows) in sizes.enumerated() {
        let block = first + UInt32(i)
        let found = places(rows: rows, .block(block))
        for (row, place) in found.enumerated() { #expect(place == UInt64(block) << 32 + UInt64(row)) }
        if let last, let next = found.first { #expect(last < next) }
        last = found.last
      }
    }
  }

  @Test func rowsOfASourceReadFromEndToEndAreNumberedThrough() {
    for before in [0, 65_530, 65_536, 1 << 45] {
      #expect(places(rows: 70_000, .after(before)) == (0...70_000).map { UInt64(before + $0) })
    }
  }

  @Test(arguments: [RowNumbering.block(9), .after(65_000), .after(0)], [1, 100, 16_382, 16_383, 150_000])
  func aRunEndsWhereTheMarkChanges(numbering: RowNumbering, rows: Int) {
    let marks = BatchMarks(rows: rows, source: 3, numbering)
    var row = 0
    while row < rows {
      let end = marks.end(ofRunAt: row, upTo: rows)
      #expect(end > row && (row..<end).allSatisfy { marks.mark(ofRow: $0) == marks.mark(ofRow: row) })
      #expect(end == rows || marks.mark(ofRow: end) != marks.mark(ofRow: row))
      row = end
    }
  }

  @Test func fourSmallBlocksShareAMark() {
    let marks = (0..<32 as Range<UInt32>).map { BatchMarks(rows: 4000, source: 3, .block($0)).mark(ofRow: 0) }
    #expect(Set(marks).count == 8 && marks[3] == marks[0] && marks[4] != marks[3])
    #expect(BatchMarks(rows: 4000, source: 2, .block(0)).mark(ofRow: 0) != marks[0])
  }
}
