import CScan

/// The shape of a JSON line: the bytes between its values, and which of the values are wanted.
///
/// Clever because one program mostly writes all lines of a log, so they differ only in their values. A line of a known shape needs
/// no key lookup and no counting of braces: with 260 bytes and ten keys it takes a third of the time. C compares the gaps by
/// vectors (`cscan_alike`). `JSONLineReader` is the slow twin and must give the same fields. The C structs, `plainValueEnd` and
/// the padding of `gaps` to `stride` change together.
struct JSONLineShape: Sendable {
  /// A scalar of a line, in line order.
  struct Scalar: BitwiseCopyable {
    var start: Int
    var end: Int
    /// The scalar's index in `JSONPaths.targets`; -1: not wanted.
    var target: Int
  }

  private static let stride = 32

  private let fieldCount: Int
  private var gaps: [UInt8] = []
  private var lengths: [UInt32] = []
  private var wanted: [cscan_wanted] = []
  private let valueCount: Int

  /// The shape of a line that was read without a fault, from its brace to its line feed. nil if lines of this shape need the slow
  /// twin: a field has two values to choose between, or a value is not plain.
  init?(of line: Range<Int>, in bytes: Span<UInt8>, _ scalars: [Scalar], _ paths: JSONPaths) {
    guard scalars.count <= ReadingPolicy.shapeValues, line.count <= ReadingPolicy.shapeBytes else { return nil }
    fieldCount = paths.fields.count
    valueCount = scalars.count
    var at = line.lowerBound
    for (value, scalar) in scalars.enumerated() {
      guard bytes.plainValueEnd(scalar.start) == scalar.end else { return nil }
      addGap(bytes.extracting(at..<scalar.start))
      at = scalar.end
      if scalar.target < 0 { continue }
      let target = paths.targets[scalar.target]
      for leaf in paths.leaves[Int(target.firstLeaf)..<Int(target.firstLeaf + target.leafCount)] {
        if wanted.contains(where: { $0.field == UInt32(leaf.field) }) { return nil }
        wanted.append(cscan_wanted(value: UInt32(value), field: UInt32(leaf.field), spelling: UInt32(leaf.spelling)))
      }
    }
    addGap(bytes.extracting(at..<line.upperBound + 1))
  }

  private mutating func addGap(_ gap: Span<UInt8>) {
    lengths.append(UInt32(gap.count))
    gaps.append(gap)
    while gaps.count % Self.stride != 0 { gaps.append(0) }
  }

  /// Reads the lines from `at` on that have this shape, and moves `at` behind them. Returns their number.
  fileprivate func read(
    _ bytes: Span<UInt8>, from at: inout Int, most: Int, _ starts: inout [UInt32], _ stops: inout [UInt32], firstField: Int,
    feeds: inout [UInt32], seen: inout [UInt8], scratch: inout [UInt32]
  ) -> Int {
    precondition(firstField + most * fieldCount <= min(starts.count, stops.count) && most <= feeds.count, "room for the fields")
    precondition(2 * valueCount <= scratch.count && wanted.allSatisfy { $0.spelling < seen.count }, "room for the values")
    return unsafe bytes.withUnsafeBufferPointer { b in
      unsafe gaps.withUnsafeBufferPointer { g in
        unsafe lengths.withUnsafeBufferPointer { l in
          unsafe wanted.withUnsafeBufferPointer { w in
            var shape = unsafe cscan_shape(
              gaps: g.baseAddress, lengths: l.baseAddress, values: valueCount, wanted: w.baseAddress, wanted_count: w.count,
              fields: fieldCount)
            return unsafe cscan_alike(
              b.baseAddress, &at, b.count, &shape, most, &scratch, &starts, &stops, firstField, &feeds, &seen)
          }
        }
      }
    }
  }
}

/// The shapes of a log's lines: a few. The one that fitted last is tried first.
struct JSONLineShapes: Sendable {
  private var shapes: [JSONLineShape] = []
  private var last = 0
  private var scratch = [UInt32](repeating: 0, count: 2 * ReadingPolicy.shapeValues)
  private var tries = 0

  /// Whether a further shape is wanted.
  var isLearning: Bool { shapes.count < ReadingPolicy.lineShapes && tries < ReadingPolicy.shapesTried }

  /// Adds the shape of a line that no known shape fitted.
  mutating func learn(_ shape: JSONLineShape?) {
    tries += 1
    guard let shape else { return }
    last = shapes.count
    shapes.append(shape)
  }

  /// Reads lines from `at` on that share one known shape, and moves `at` behind them. Returns their number, at most `most`.
  ///
  /// The fields of the lines are in `starts` and `stops` from index `firstField` on, one line after the other. Their line feeds
  /// are in `feeds` from index 0 on. `seen` marks the names that had a value.
  mutating func read(
    _ bytes: Span<UInt8>, from at: inout Int, most: Int, _ starts: inout [UInt32], _ stops: inout [UInt32], firstField: Int,
    feeds: inout [UInt32], seen: inout [UInt8]
  ) -> Int {
    for turn in shapes.indices {
      // The last one first, and the others in their order.
      let shape = turn == 0 ? last : turn <= last ? turn - 1 : turn
      let lines = shapes[shape].read(
        bytes, from: &at, most: most, &starts, &stops, firstField: firstField, feeds: &feeds, seen: &seen, scratch: &scratch)
      if lines > 0 {
        last = shape
        return lines
      }
    }
    return 0
  }
}
