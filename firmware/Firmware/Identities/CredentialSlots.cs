using System;
using System.Threading;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Identities;

/// <summary>
/// Secret, certificate and key of the device in two slots, in force and next (F-CRED-2). What is delivered goes into
/// the slot that is not in force; it is connected with in turn with the one in force until the gateway has answered
/// it, and only then it is in force. The slot before stays until the next delivery takes its place, so that a cut at
/// any write leaves one that works. Stored and confirmed by the loop's thread; the connecting thread only asks which
/// one to use. Neither waits for the other: who comes second is told that it is not the time, and comes again.
/// </summary>
public sealed class CredentialSlots
{
    /// <summary>Bytes of the secret.</summary>
    public const int SecretBytes = 32;

    /// <summary>
    /// Outcomes of a delivery: stored; held already; of another secret than the one by which the journal is sealed; the
    /// drive failed; the connecting thread is reading.
    /// </summary>
    public const int Stored = 0, Held = 1, OtherSecret = 2, NotStored = 3, Busy = 4;

    /// <summary>Connections with the next ones that fail while those in force are answered, until they are left
    /// alone as long as those in force are. A gateway that answers neither counts against nobody.</summary>
    public const int TriesMax = 3;

    private const int MagicSlot = 0x4352, MagicTrust = 0x4354, LengthBytes = 2;
    private const int HeadBytes = SecretBytes + 2 * LengthBytes, BytesMax = HeadBytes + 2 * Credentials.PemBytesMax;
    private readonly SlotPair _slots, _trust;
    private readonly byte[] _trusted = new byte[4 + SlotPair.TrailerBytes];
    private byte[] _inForce = new byte[BytesMax + SlotPair.TrailerBytes];
    private byte[] _next = new byte[BytesMax + SlotPair.TrailerBytes];
    private int _length, _nextLength;
    private int _tries, _busy;
    private long _answeredGeneration;
    private bool _usesNext, _triedNext, _open, _silent;

    /// <summary>True when the gateway answers those in force and never the next ones.</summary>
    public bool Refused;

    /// <summary>Slots in four files of a drive from <paramref name="firstFile"/> on.</summary>
    public CredentialSlots(Drive drive, int firstFile)
    {
        _slots = new SlotPair(drive, firstFile, MagicSlot);
        _trust = new SlotPair(drive, firstFile + 2, MagicTrust);
    }

    /// <summary>True when a slot holds what a kiosk can work with.</summary>
    public bool Any => _length > 0;

    /// <summary>True while delivered ones wait for the gateway's answer.</summary>
    public bool OnTrial => _nextLength > 0;

    /// <summary>Reads both slots at boot.</summary>
    public void Load()
    {
        _nextLength = 0;
        _length = _slots.Load(_inForce);
        _length = IsWhole(_inForce, _length) ? _length : 0;
        _answeredGeneration = _trust.Load(_trusted) == 4 ? Bytes.GetU32(_trusted, 0) : 0;
        if (_length > 0 && _slots.Generation != _answeredGeneration)
        {
            int before = _slots.LoadPrevious(_next);
            if (IsWhole(_next, before))
            {
                // The newest was never answered: the one before it is in force.
                SwapSlots();
                _nextLength = _length;
                _length = before;
            }
        }
    }

    /// <summary>
    /// Takes a delivery with its secret, from the bench. The first one of a blank drive is in force at once.
    /// </summary>
    public int Deliver(byte[] secret, Credentials delivered)
    {
        return Any && !Bytes.Same(_inForce, 0, secret, 0, SecretBytes) ? OtherSecret : Guarded(secret, delivered);
    }

    /// <summary>Takes a delivery of the gateway, under the secret in force; without one there is none.</summary>
    public int Renew(Credentials delivered)
    {
        return Any ? Guarded(_inForce, delivered) : OtherSecret;
    }

    /// <summary>
    /// Says which to connect with now, the next ones in turn with those in force; null when there are none, or the loop
    /// is just writing. Called by the connecting thread. Allocates: each connection takes a copy.
    /// </summary>
    public Credentials? Choose()
    {
        if (!Any || !Enter())
        {
            return null;
        }

        _usesNext = OnTrial && !_usesNext && (_tries < TriesMax || _silent);
        _triedNext |= _usesNext;
        _open = false;
        _silent = true;
        Credentials chosen = Copy(_usesNext ? _next : _inForce);
        Leave();
        return chosen;
    }

    /// <summary>
    /// The connection with those chosen is open: what is answered from now on is answered to them. Called by the
    /// connecting thread.
    /// </summary>
    public void Opened()
    {
        _open = true;
    }

    /// <summary>
    /// The gateway answered the connection that was made last. The next ones are in force from now on when it was
    /// theirs; false when the drive did not take that, or that connection is not open yet: it is tried at the next
    /// answer.
    /// </summary>
    public bool Answered()
    {
        if (!_open || !Enter())
        {
            return false;
        }

        try
        {
            return TakeAnswer();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Copies the secret; meaningful when there is <see cref="Any"/>.</summary>
    public void CopySecret(byte[] secret)
    {
        Array.Copy(_inForce, 0, secret, 0, SecretBytes);
    }

    private int Guarded(byte[] secret, Credentials delivered)
    {
        if (!Enter())
        {
            return Busy;
        }

        try
        {
            return Store(secret, delivered);
        }
        finally
        {
            // Whatever the drive does, the next connection must be able to read.
            Leave();
        }
    }

    private int Store(byte[] secret, Credentials delivered)
    {
        if (Holds(_inForce, _length, delivered) || Holds(_next, _nextLength, delivered))
        {
            return Held;
        }

        // A number that was answered once is not given to another delivery, as after a slot that was lost.
        bool fresh = _answeredGeneration <= _slots.Generation || Trust(_slots.Generation);
        if (!fresh || (OnTrial && _slots.Return(_next) < 0))
        {
            return NotStored;
        }

        _nextLength = 0;
        _usesNext = false;
        _triedNext = false;
        int length = Write(_next, secret, delivered);
        if (!_slots.Save(_next, length))
        {
            return NotStored;
        }

        _nextLength = Any ? length : 0;
        if (!Any)
        {
            SwapSlots();
            _length = length;
        }

        _tries = 0;
        Refused = false;
        return Stored;
    }

    private bool TakeAnswer()
    {
        _silent = false;
        if (!OnTrial)
        {
            return true;
        }

        if (!_usesNext)
        {
            _tries += _triedNext ? 1 : 0;
            _triedNext = false;
            Refused = _tries >= TriesMax;
            return true;
        }

        if (!Trust(_slots.Generation))
        {
            return false;
        }

        SwapSlots();
        _length = _nextLength;
        _nextLength = 0;
        _usesNext = false;
        return true;
    }

    private bool Enter()
    {
        return Interlocked.Exchange(ref _busy, 1) == 0;
    }

    private void Leave()
    {
        Interlocked.Exchange(ref _busy, 0);
    }

    private bool Trust(long generation)
    {
        Bytes.PutU32(_trusted, 0, generation);
        bool saved = _trust.Save(_trusted, 4);
        _answeredGeneration = saved ? generation : _answeredGeneration;
        return saved;
    }

    private static Credentials Copy(byte[] slot)
    {
        int certificate = Bytes.GetU16(slot, SecretBytes), key = Bytes.GetU16(slot, SecretBytes + LengthBytes);
        Credentials copy = new Credentials();
        copy.Buffer = new byte[certificate + key];
        copy.CertificateLength = certificate;
        copy.KeyAt = certificate;
        copy.KeyLength = key;
        Array.Copy(slot, HeadBytes, copy.Buffer, 0, certificate + key);
        return copy;
    }

    private static int Write(byte[] slot, byte[] secret, Credentials delivered)
    {
        int certificate = delivered.CertificateLength, key = delivered.KeyLength;
        Array.Copy(secret, 0, slot, 0, SecretBytes);
        Bytes.PutU16(slot, SecretBytes, certificate);
        Bytes.PutU16(slot, SecretBytes + LengthBytes, key);
        Array.Copy(delivered.Buffer, delivered.CertificateAt, slot, HeadBytes, certificate);
        Array.Copy(delivered.Buffer, delivered.KeyAt, slot, HeadBytes + certificate, key);
        return HeadBytes + certificate + key;
    }

    private static bool IsWhole(byte[] slot, int length)
    {
        return length > HeadBytes && length <= BytesMax
            && HeadBytes + Bytes.GetU16(slot, SecretBytes) + Bytes.GetU16(slot, SecretBytes + LengthBytes) == length;
    }

    private static bool Holds(byte[] slot, int length, Credentials other)
    {
        int certificate = other.CertificateLength;
        return length == HeadBytes + certificate + other.KeyLength
            && Bytes.Same(slot, HeadBytes, other.Buffer, other.CertificateAt, certificate)
            && Bytes.Same(slot, HeadBytes + certificate, other.Buffer, other.KeyAt, other.KeyLength);
    }

    private void SwapSlots()
    {
        byte[] kept = _inForce;
        _inForce = _next;
        _next = kept;
    }
}
