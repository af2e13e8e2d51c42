import Events
import Platform
import Values

/// The rows of a journey larger than a worker's memory, in order, in scratch: `JourneyBuilder` reads them page by page.
final class LargeJourney {
  private let file: ScratchFile
  private var page: [SortedRow] = []
  private var pages: [(offset: Int64, count: Int)] = []

  private static let pageLength = 4096

  init(file: ScratchFile) { self.file = file }

  /// Adds the journey's next row in order.
  func add(_ row: SortedRow) throws {
    page.append(row)
    if page.count < Self.pageLength { return }
    pages.append((try file.append(page), page.count))
    page.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with each page of rows in order: the rows, which of them, and the index of the first in the journey.
  func forEachPage(_ body: (JourneyRows, Range<Int>, Int) throws -> Void) throws {
    var rows = JourneyRows()
    var first = 0
    func give(_ page: [SortedRow]) throws {
      rows.removeAll()
      for row in page { rows.append(row) }
      try body(rows, 0..<page.count, first)
      first += page.count
    }
    for (offset, count) in pages { try give(try file.elements(at: offset, count: count)) }
    if !page.isEmpty { try give(page) }
  }
}
