import CDeflate

/// Gzip by ISA-L's level 1, some four times as fast as zlib's. It picks its match finder by processor: packed bytes may
/// differ between machines, what they unpack to never does.
@safe final class GzipFile: PackedFile {
  private let file: PlainFile
  private let state: OpaquePointer
  private let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256 << 10)

  init(_ path: String) throws(GenerateError) {
    file = try PlainFile(path)
    guard let made = unsafe cdeflate_create() else { throw GenerateError("no memory to pack \(path)") }
    unsafe state = made
  }

  deinit {
    unsafe cdeflate_destroy(state)
    unsafe room.deallocate()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(GenerateError) { try unsafe pack(bytes, finishing: false) }

  func finish() throws(GenerateError) {
    try unsafe pack(UnsafeRawBufferPointer(start: nil, count: 0), finishing: true)
    try file.finish()
  }

  private func pack(_ bytes: UnsafeRawBufferPointer, finishing: Bool) throws(GenerateError) {
    var start = 0
    while true {
      var consumed: UInt32 = 0
      let left = unsafe bytes[start...]
      let input = unsafe UnsafeRawBufferPointer(rebasing: left).bindMemory(to: UInt8.self)
      let made = unsafe cdeflate_step(
        state, input.baseAddress, UInt32(input.count), finishing ? 1 : 0, room.baseAddress, UInt32(room.count), &consumed)
      guard made >= 0 else { throw GenerateError("gzip failed with \(made)") }
      start += Int(consumed)
      try unsafe file.write(UnsafeRawBufferPointer(start: room.baseAddress, count: Int(made)))
      if unsafe start == bytes.count && made < room.count { return }
    }
  }
}
