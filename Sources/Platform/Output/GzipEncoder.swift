import COutput

/// Deflates bytes into one gzip member whose header carries neither time nor name: equal input, equal bytes.
///
/// zlib rather than ISA-L: ISA-L picks its match finder by processor, so its output differs between machines.
@safe struct GzipEncoder: ~Copyable {
  /// zlib's state points back at its stream, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// An encoder at `level` 1 to 9. Takes 256 KiB.
  init(level: Int32) {
    unsafe stream = .allocate(capacity: 1)
    let result = unsafe coutput_gzip_begin(stream, level)
    precondition(result == Z_OK, "zlib has no memory for a deflate stream")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Appends to `output` what `bytes` deflate to; with `finishing`, the member's end too.
  mutating func encode(_ bytes: [UInt8], finishing: Bool, into output: inout [UInt8]) {
    var input = bytes
    var room = [UInt8](repeating: 0, count: OutputPolicy.deflateRoom)
    unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe stream.pointee.next_in = source.baseAddress
      unsafe stream.pointee.avail_in = UInt32(source.count)
      var isDone = false
      while !isDone {
        let written = unsafe room.withUnsafeMutableBufferPointer { target in
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(target.count)
          let result = unsafe deflate(stream, finishing ? Z_FINISH : Z_NO_FLUSH)
          precondition(result != Z_STREAM_ERROR, "a deflate stream was used after its end")
          isDone = unsafe finishing ? result == Z_STREAM_END : stream.pointee.avail_out > 0
          return unsafe target.count - Int(stream.pointee.avail_out)
        }
        output.append(contentsOf: room[0..<written])
      }
    }
  }
}

/// How hard a file is compressed: zlib's levels.
public enum GzipLevel: Int32, Sendable {
  /// For lists as long as the log: on single credits 75 MB/s, and 16 % more bytes than `dense` at 31 MB/s.
  case fast = 1
  /// zlib's default; 9 costs three times the time for 2 % on rejected rows.
  case dense = 6
}
