import Glibc

/// Where cases that need a file have it: in memory where the system offers that.
enum FuzzFolder {
  static let scratch = unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
}

/// A named file with the bytes of one case, gone with it.
struct FuzzFile: ~Copyable {
  let path: String

  init(_ bytes: [UInt8]) throws {
    var template = (FuzzFolder.scratch + "/tributary-fuzz-XXXXXX").utf8CString
    let (descriptor, path) = unsafe template.withUnsafeMutableBufferPointer { name in
      guard let base = name.baseAddress else { return (Int32(-1), "") }
      let made = unsafe mkstemp(base)
      return (made, unsafe String(cString: base))
    }
    self.path = path
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, unsafe write(descriptor, bytes, bytes.count) == bytes.count else { throw FuzzFileError(number: errno) }
  }

  deinit { unsafe unlink(path) }
}

struct FuzzFileError: Error {
  let number: Int32
}
