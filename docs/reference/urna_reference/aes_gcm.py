"""AES-128-GCM (FIPS 197; NIST SP 800-38D), written plainly. Nonce 12 bytes, tag 16 bytes."""

from .refusal import require


def _times_x(a):
    return (a << 1) ^ (0x11B if a & 0x80 else 0)


def _multiply(a, b):
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = _times_x(a), b >> 1
    return product


def _substitution_box():
    """FIPS 197 §5.1.1: inverse in GF(2^8), then the affine map."""
    box = []
    for value in range(256):
        inverse = next((b for b in range(256) if _multiply(value, b) == 1), 0)
        result = 0x63
        for shift in range(5):
            result ^= (inverse << shift | inverse >> (8 - shift)) & 0xFF
        box.append(result)
    return box


SBOX = _substitution_box()


def _expand_key(key):
    """FIPS 197 §5.2: 44 words of four bytes."""
    words = [list(key[i : i + 4]) for i in range(0, 16, 4)]
    constant = 1
    for i in range(4, 44):
        word = words[i - 1]
        if i % 4 == 0:
            word = [SBOX[b] for b in word[1:] + word[:1]]
            word[0] ^= constant
            constant = _times_x(constant)
        words.append([a ^ b for a, b in zip(words[i - 4], word)])
    return words


def encrypt_block(key, block):
    words = _expand_key(key)

    def add_round_key(state, round_number):
        flat = sum(words[4 * round_number : 4 * round_number + 4], [])
        return [a ^ b for a, b in zip(state, flat)]

    state = add_round_key(list(block), 0)
    for round_number in range(1, 11):
        state = [SBOX[b] for b in state]
        # ShiftRows: the state is column after column; row r moves by r columns.
        state = [state[(i + 4 * (i % 4)) % 16] for i in range(16)]
        if round_number < 10:
            mixed = []
            for column in range(0, 16, 4):
                a = state[column : column + 4]
                for row in range(4):
                    mixed.append(
                        _multiply(a[row], 2) ^ _multiply(a[(row + 1) % 4], 3) ^ a[(row + 2) % 4] ^ a[(row + 3) % 4]
                    )
            state = mixed
        state = add_round_key(state, round_number)
    return bytes(state)


def _ghash(h, data):
    """SP 800-38D §6.4; the bit string's first bit is the integer's top bit."""
    result = 0
    for i in range(0, len(data), 16):
        x, y, z = result ^ int.from_bytes(data[i : i + 16], "big"), h, 0
        for bit in range(127, -1, -1):
            if x >> bit & 1:
                z ^= y
            y = (y >> 1) ^ (0xE1 << 120 if y & 1 else 0)
        result = z
    return result


def _pad(data):
    return data + bytes(-len(data) % 16)


def _crypt(key, nonce, data):
    stream = b""
    for counter in range(2, 2 + -(-len(data) // 16)):
        stream += encrypt_block(key, nonce + counter.to_bytes(4, "big"))
    return bytes(a ^ b for a, b in zip(data, stream))


def _tag(key, nonce, ciphertext, aad):
    h = int.from_bytes(encrypt_block(key, bytes(16)), "big")
    lengths = (8 * len(aad)).to_bytes(8, "big") + (8 * len(ciphertext)).to_bytes(8, "big")
    s = _ghash(h, _pad(aad) + _pad(ciphertext) + lengths)
    return (s ^ int.from_bytes(encrypt_block(key, nonce + b"\x00\x00\x00\x01"), "big")).to_bytes(16, "big")


def encrypt(key, nonce, plaintext, aad):
    ciphertext = _crypt(key, nonce, plaintext)
    return ciphertext + _tag(key, nonce, ciphertext, aad)


def decrypt(key, nonce, data, aad):
    require(len(data) >= 16, "ciphertext is shorter than its tag")
    ciphertext, tag = data[:-16], data[-16:]
    require(_tag(key, nonce, ciphertext, aad) == tag, "authentication tag does not match")
    return _crypt(key, nonce, ciphertext)
