import Platform

/// The rows of a journey for visitors that demand them: in memory, or page by page in scratch for a large journey. Reused.
struct VisitedRows {
  private var page: [VisitedRow] = []
  private var file: ScratchFile?
  private var pages: [(offset: Int64, count: Int)] = []

  static let pageLength = 4096

  /// Begins a journey. With `file` its pages go there.
  mutating func begin(file: ScratchFile?) {
    page.removeAll(keepingCapacity: true)
    pages.removeAll(keepingCapacity: true)
    self.file = file
  }

  mutating func append(_ row: VisitedRow) throws {
    page.append(row)
    if let file, page.count == Self.pageLength {
      pages.append((try file.append(page), page.count))
      page.removeAll(keepingCapacity: true)
    }
  }

  /// Calls `body` with each page in order and the index of its first row. `body` may change the rows it is given.
  mutating func forEachPage(_ body: (inout [VisitedRow], Int) throws -> Void) throws {
    var first = 0
    for (offset, count) in pages {
      guard let file else { break }
      var rows: [VisitedRow] = try file.elements(at: offset, count: count)
      try body(&rows, first)
      first += count
    }
    if !page.isEmpty { try body(&page, first) }
  }
}
