import CScan

/// How a line of JSON is written: all that stands between its values, and which of the values are wanted.
///
/// The lines of one log are mostly written by one program, so that they differ in nothing but their values. A line that is
/// alike needs no keys looked up and no braces counted: of 260 bytes and ten keys it takes 60 ns.
struct JSONLineShape: Sendable {
  /// A value that is wanted for a field.
  private struct Wanted: BitwiseCopyable {
    var value: Int
    var field: Int
    var spelling: Int
  }

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
  private var wanted: [Wanted] = []
  private var starts: [UInt32]
  private var ends: [UInt32]

  /// The shape of a line that was read without a fault, from its brace to its line feed; nil where a line alike could need
  /// more than this knows: a field with two values to choose between, a value that is not plain.
  init?(of line: Range<Int>, in bytes: Span<UInt8>, _ scalars: [Scalar], _ paths: JSONPaths) {
    guard scalars.count <= ReadingPolicy.shapeValues, line.count <= ReadingPolicy.shapeBytes else { return nil }
    fieldCount = paths.fields.count
    starts = Array(repeating: 0, count: scalars.count)
    ends = starts
    var at = line.lowerBound
    for (value, scalar) in scalars.enumerated() {
      guard bytes.plainValueEnd(scalar.start) == scalar.end else { return nil }
      addGap(bytes.extracting(at..<scalar.start))
      at = scalar.end
      if scalar.target < 0 { continue }
      let target = paths.targets[scalar.target]
      for leaf in paths.leaves[Int(target.firstLeaf)..<Int(target.firstLeaf + target.leafCount)] {
        if wanted.contains(where: { $0.field == Int(leaf.field) }) { return nil }
        wanted.append(Wanted(value: value, field: Int(leaf.field), spelling: Int(leaf.spelling)))
      }
    }
    addGap(bytes.extracting(at..<line.upperBound + 1))
  }

  private mutating func addGap(_ gap: Span<UInt8>) {
    lengths.append(UInt32(gap.count))
    gaps.append(gap)
    while gaps.count % Self.stride != 0 { gaps.append(0) }
  }

  /// Where the wanted values of a line stand, put into `starts` and `stops` from `place` on, and `seen` told of those that
  /// are not empty; gives the line feed. nil, and nothing done, where the line is not alike.
  @inline(__always)
  mutating func read(
    _ bytes: Span<UInt8>, from start: Int, _ starts: inout [UInt32], _ stops: inout [UInt32], at place: Int,
    seen: inout [Bool]
  ) -> Int? {
    let end = values(bytes, from: start)
    if end == 0 { return nil }
    for field in place..<place + fieldCount {
      starts[field] = 0
      stops[field] = 0
    }
    for one in wanted {
      var low = self.starts[one.value], high = self.ends[one.value]
      let first = bytes[Int(low)]
      if first == ASCII.quote {
        low += 1
        high -= 1
      }
      if low == high || first == UInt8(ascii: "n") { continue }
      starts[place + one.field] = low
      stops[place + one.field] = high
      seen[one.spelling] = true
    }
    return end - 1
  }

  @inline(__always)
  private mutating func values(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let count = starts.count
    return unsafe bytes.withUnsafeBufferPointer { b in
      unsafe gaps.withUnsafeBufferPointer { g in
        unsafe lengths.withUnsafeBufferPointer { l in
          unsafe starts.withUnsafeMutableBufferPointer { s in
            unsafe ends.withUnsafeMutableBufferPointer { e in
              unsafe cscan_alike(
                b.baseAddress, start, b.count, g.baseAddress, l.baseAddress, count, s.baseAddress, e.baseAddress)
            }
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

  /// As `JSONLineShape.read`, by any of the shapes.
  @inline(__always)
  mutating func read(
    _ bytes: Span<UInt8>, from start: Int, _ starts: inout [UInt32], _ stops: inout [UInt32], at place: Int,
    seen: inout [Bool]
  ) -> Int? {
    if shapes.isEmpty { return nil }
    if let end = shapes[last].read(bytes, from: start, &starts, &stops, at: place, seen: &seen) { return end }
    for other in shapes.indices where other != last {
      if let end = shapes[other].read(bytes, from: start, &starts, &stops, at: place, seen: &seen) {
        last = other
        return end
      }
    }
    return nil
  }
}
