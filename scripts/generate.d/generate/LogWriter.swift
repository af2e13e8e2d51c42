import Platform
import Synchronization
import Values

/// Writes a log as files by arrival, each of them whole by one thread.
struct LogWriter: Sendable {
  let world: World
  let folder: String
  let files: Int
  let format: LogFormat
  let encoding: LetterEncoding
  let compression: Compression

  /// What was written, before it was packed and after.
  struct Volume: Sendable {
    var rows = 0
    var bytes = 0
  }

  /// 256 KiB: as much as a compressor takes at a time without leaving the second cache.
  static let pieceBytes = 256 << 10
  /// Rows may have happened some days before the first arrives.
  static let lateDays = 4

  /// Writes all files, on so many threads. The bytes of each do not depend on it.
  ///
  /// - Throws: `GenerateError` of the file that could not be written; others may be there then.
  func write(threads: Int) throws -> Volume {
    let shared = SharedProgress()
    try Workers.run(count: min(threads, files), name: "generate") { [self] _ in
      while true {
        let file = shared.next.add(1, ordering: .relaxed).oldValue
        guard file < files else { return }
        let volume = try write(file: file)
        shared.total.withLock {
          $0.rows += volume.rows
          $0.bytes += volume.bytes
        }
      }
    }
    return shared.total.withLock { $0 }
  }

  /// The hours of a file.
  func hours(ofFile file: Int) -> Range<Int> {
    world.curve.hours * file / files..<world.curve.hours * (file + 1) / files
  }

  /// By its day where each file is a day, else by its number.
  func name(ofFile file: Int) -> String {
    let ending = ".\(format.ending)\(compression.ending)"
    if files == world.curve.days { return "touches-\(CivilDate.text(ofDay: world.curve.firstDay + file))\(ending)" }
    let number = String(file)
    return "touches-" + String(repeating: "0", count: String(files - 1).count - number.count) + number + ending
  }

  private func write(file: Int) throws(GenerateError) -> Volume {
    let curve = world.curve
    let text = try RowText(format, encoding, days: curve.firstDay - LogWriter.lateDays..<curve.firstDay + curve.days + 1)
    let packed = try compression.create("\(folder)/\(name(ofFile: file))")
    var out = TextBuffer(capacity: LogWriter.pieceBytes)
    var volume = Volume()
    if encoding == .utf16 { try packed.write([0xFF, 0xFE]) }
    text.writeHeader(&out)
    for hour in hours(ofFile: file) {
      for number in curve.rows(ofHour: hour) {
        if !out.hasRoom { try flush(&out, packed, &volume) }
        text.write(world.row(number, inHour: hour), &out)
        volume.rows += 1
      }
    }
    try flush(&out, packed, &volume)
    try packed.finish()
    return volume
  }

  private func flush(_ out: inout TextBuffer, _ packed: any PackedFile, _ volume: inout Volume) throws(GenerateError) {
    if encoding == .utf16 {
      var wide: [UInt8] = []
      unsafe out.withBytes { unsafe wide = LetterEncoding.utf16($0) }
      volume.bytes += wide.count
      try packed.write(wide)
    } else {
      volume.bytes += out.count
      try unsafe out.withBytes { (bytes) throws(GenerateError) in try unsafe packed.write(bytes) }
    }
    out.clear()
  }
}

/// Which file is next, and what has been written.
private final class SharedProgress: Sendable {
  let next = Atomic<Int>(0)
  let total = Mutex(LogWriter.Volume())
}
