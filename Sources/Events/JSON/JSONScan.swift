import CScan

/// The scan of JSON lines.
///
/// Clever because it fills the arrays that the scan of delimited text fills, so rows of both formats are read by the same code.
/// Lines of a known shape are read many at once (`JSONLineReader.readAlike`), any other line alone (`JSONLineReader.read`).
/// Both ways must give the same fields. The layout of `starts`, `stops`, `ends` and `recordEnds` changes together with
/// `FieldScan`, `FieldPlaces` and `cscan_alike`.
extension FieldScan {
  /// Finds the fields of JSON lines from `start` on. `count` is the end of the last line. Returns the offset where it stopped.
  ///
  /// Each line is a record. A read line has as many fields as `reader` wants. An empty line has one empty field. A line with a
  /// fault has one field, the line itself. Escapes are replaced inside the block. `keys` records the first object.
  mutating func scanLines(
    _ bytes: inout [UInt8], from start: Int, count: Int, by reader: inout JSONLineReader, keys: inout JSONKeys
  ) -> Int {
    precondition(start < count && count <= bytes.count && count < Int(Int32.max) && bytes[count - 1] == ASCII.feed)
    makeRoom(ReadingPolicy.linesAtOnce * max(1, reader.paths.fields.count))
    found = cscan_found()
    isPlaced = true
    origin = start
    faults.removeAll(keepingCapacity: true)
    let end = findFields(bytes.span.extracting(0..<count), by: &reader, keys: &keys)
    found.any_high = bytes.span.hasHigh(in: start..<end) ? 1 : 0
    replaceEscapes(in: &bytes, fieldsPerLine: reader.paths.fields.count)
    return end
  }

  /// Replaces escapes. Two columns may share one value, whose escapes are replaced once.
  private mutating func replaceEscapes(in bytes: inout [UInt8], fieldsPerLine: Int) {
    for (number, field) in escaped.enumerated() {
      let before = escaped[max(0, number - fieldsPerLine)..<number]
      if let same = before.first(where: { starts[$0] == starts[field] }) {
        stops[field] = stops[same]
      } else {
        stops[field] = UInt32(JSONEscapes.replace(in: &bytes, Int(starts[field])..<Int(stops[field])))
      }
    }
  }

  private mutating func makeRoom(_ most: Int) {
    if starts.count < most {
      starts = Array(repeating: 0, count: most)
      stops = starts
    }
    if ends.count < most { ends = Array(repeating: 0, count: most) }
    if recordEnds.count < ReadingPolicy.linesAtOnce { recordEnds = Array(repeating: 0, count: ReadingPolicy.linesAtOnce) }
    escaped.removeAll(keepingCapacity: true)
  }

  private mutating func findFields(
    _ bytes: Span<UInt8>, by reader: inout JSONLineReader, keys: inout JSONKeys
  ) -> Int {
    var line = origin
    while line < bytes.count, found.records < ReadingPolicy.linesAtOnce {
      let first = bytes.afterBlanks(line)
      if bytes[first] == ASCII.feed {
        endRecord(first, withField: first..<first)
        line = first + 1
        continue
      }
      if keys.hasObject {
        var at = first
        let alike = reader.readAlike(
          bytes, from: &at, most: ReadingPolicy.linesAtOnce - found.records, &starts, &stops, firstField: found.field_ends)
        for number in 0..<alike {
          found.field_ends += reader.paths.fields.count
          endRecord(Int(reader.feeds[number]))
        }
        if alike > 0 {
          line = at
          continue
        }
      }
      do throws(JSONFault) {
        let end = try reader.read(bytes, from: first)
        for field in reader.found { add(field) }
        endRecord(end)
        if !keys.hasObject { keys.note(bytes, from: first) }
        line = end + 1
      } catch {
        let end = bytes.lineEnd(from: error.at)
        if error.isWellFormed, !keys.hasObject { keys.note(bytes, from: first) }
        var fault = error
        fault.at -= line
        faults[found.records] = fault
        endRecord(end, withField: first..<end)
        line = end + 1
      }
    }
    return line
  }

  @inline(__always)
  private mutating func add(_ field: JSONLineReader.Found) {
    let index = found.field_ends
    starts[index] = field.start
    stops[index] = field.stop
    if field.isEscaped { escaped.append(index) }
    found.field_ends = index + 1
  }

  private mutating func endRecord(_ feed: Int, withField field: Range<Int>) {
    add(JSONLineReader.Found(start: UInt32(field.lowerBound), stop: UInt32(field.upperBound), rank: 0, isEscaped: false))
    endRecord(feed)
  }

  @inline(__always)
  private mutating func endRecord(_ feed: Int) {
    ends[found.field_ends - 1] = UInt32(feed)
    recordEnds[found.records] = UInt32(found.field_ends - 1)
    found.records += 1
  }
}

extension Span where Element == UInt8 {
  /// The line feed at or after `start`.
  fileprivate func lineEnd(from start: Int) -> Int {
    var at = start
    while self[at] != ASCII.feed { at += 1 }
    return at
  }
}
