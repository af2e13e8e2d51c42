import CScan

/// How a line of JSON is written: all that stands between its values, and which of the values are wanted.
///
/// The lines of one log are mostly written by one program, so that they differ in nothing but their values. A line that is
/// alike needs no keys looked up and no braces counted: of 260 bytes and ten keys it takes a third of the time.
struct JSONLineShape: Sendable {
  /// A scalar of a line, in the order in which they stand.
  struct Scalar: BitwiseCopyable {
    var start: Int
    var end: Int
    /// What it leads to, a place in `JSONPaths.targets`; -1: nothing.
    var target: Int
  }

  private static let stride = 32

  private let fieldCount: Int
  private var gaps: [UInt8] = []
  private var lengths: [UInt32] = []
  private var wanted: [cscan_wanted] = []
  private let valueCount: Int

  /// The shape of a line that was read without a fault, from its brace to its line feed; nil where a line alike could need
  /// more than this knows: a field with two values to choose between, a value that is not plain.
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

  /// Reads the lines from `at` on that are written like this, and moves `at` behind them; gives how many.
  fileprivate func read(
    _ bytes: Span<UInt8>, from at: inout Int, most: Int, _ starts: inout [UInt32], _ stops: inout [UInt32], place: Int,
    feeds: inout [UInt32], seen: inout [UInt8], scratch: inout [UInt32]
  ) -> Int {
    precondition(place + most * fieldCount <= min(starts.count, stops.count) && most <= feeds.count, "room for the fields")
    precondition(2 * valueCount <= scratch.count && wanted.allSatisfy { $0.spelling < seen.count }, "room for the values")
    return unsafe bytes.withUnsafeBufferPointer { b in
      unsafe gaps.withUnsafeBufferPointer { g in
        unsafe lengths.withUnsafeBufferPointer { l in
          unsafe wanted.withUnsafeBufferPointer { w in
            var shape = unsafe cscan_shape(
              gaps: g.baseAddress, lengths: l.baseAddress, values: valueCount, wanted: w.baseAddress, wanted_count: w.count,
              fields: fieldCount)
            return unsafe cscan_alike(
              b.baseAddress, &at, b.count, &shape, most, &scratch, &starts, &stops, place, &feeds, &seen)
          }
        }
      }
    }
  }
}

/// The shapes of a log's lines: a few, of which the one that fitted last is tried first.
struct JSONLineShapes: Sendable {
  private var shapes: [JSONLineShape] = []
  private var last = 0
  private var scratch = [UInt32](repeating: 0, count: 2 * ReadingPolicy.shapeValues)
  private var tries = 0

  /// Whether a further shape is wanted.
  var isLearning: Bool { shapes.count < ReadingPolicy.lineShapes && tries < ReadingPolicy.shapesTried }

  /// Notes the shape of a line that none fitted.
  mutating func learn(_ shape: JSONLineShape?) {
    tries += 1
    guard let shape else { return }
    last = shapes.count
    shapes.append(shape)
  }

  /// Reads lines from `at` on that are all written alike, in any of the ways that are known, and moves `at` behind them;
  /// gives how many, `most` at most.
  ///
  /// The fields of the lines stand in `starts` and `stops` from `place` on, one line after the other; their line feeds in
  /// `feeds` from the first on; `seen` is told of the spellings that had a value.
  mutating func read(
    _ bytes: Span<UInt8>, from at: inout Int, most: Int, _ starts: inout [UInt32], _ stops: inout [UInt32], place: Int,
    feeds: inout [UInt32], seen: inout [UInt8]
  ) -> Int {
    for turn in shapes.indices {
      // The last one first, and the others in their order.
      let shape = turn == 0 ? last : turn <= last ? turn - 1 : turn
      let lines = shapes[shape].read(
        bytes, from: &at, most: most, &starts, &stops, place: place, feeds: &feeds, seen: &seen, scratch: &scratch)
      if lines > 0 {
        last = shape
        return lines
      }
    }
    return 0
  }
}
