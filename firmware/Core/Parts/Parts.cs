using Kiosk.Protocol;

namespace Kiosk.Firmware.Parts;

/// <summary>Keys of the till. Each call returns the oldest waiting key or <see cref="Key.None"/>. Fed by interrupts,
/// read by the loop.</summary>
public abstract class Keypad
{
    /// <summary>The oldest waiting key code (<see cref="Key"/>), or <see cref="Key.None"/>.</summary>
    public abstract int Read();

    /// <summary>
    /// Times that the keypad stopped answering since start; what lasts is one.
    /// </summary>
    public int Failures;

    /// <summary>Key presses lost since start because the queue was full
    /// (<see cref="Limits.KeysWaitingMax"/>).</summary>
    public abstract int Lost { get; }
}

/// <summary>Barcode scanner on a UART.</summary>
public abstract class Scanner
{
    /// <summary>
    /// Times that the scanner's line failed since start; what lasts is one.
    /// </summary>
    public int Failures;

    /// <summary>Copies waiting bytes into the buffer; returns how many, 0 when none wait.</summary>
    public abstract int Read(byte[] buffer, int offset, int length);

    /// <summary>False when its line failed at the last read; a silent one and one pulled out look the same.</summary>
    public abstract bool Works { get; }
}

/// <summary>Merchant's LCD, 4 lines of 20 characters.</summary>
public abstract class Lcd
{
    /// <summary>Characters per line and lines.</summary>
    public const int Columns = 20, Rows = 4;

    /// <summary>Shows one whole line: 20 Latin-1 bytes at <paramref name="offset"/>, row 0..3; the euro sign is byte
    /// 0x80. False when the display does not answer.</summary>
    public abstract bool Show(int row, byte[] text, int offset);
}

/// <summary>ESC/POS receipt printer behind a byte stream.</summary>
public abstract class Printer
{
    /// <summary>Status bits; 0 is ready.</summary>
    public const int Ready = 0, NearEnd = 1, PaperOut = 2, Offline = 4, CoverOpen = 8;

    /// <summary>
    /// Times that the printer's line failed since start; what lasts is one.
    /// </summary>
    public int Failures;

    /// <summary>Last known status bits.</summary>
    public abstract int Status { get; }

    /// <summary>Sends up to <paramref name="length"/> bytes, returns how many were taken (0 when busy, out of paper or
    /// offline). Never blocks.</summary>
    public abstract int Write(byte[] data, int offset, int length);

    /// <summary>
    /// Asks, after the last byte of a paper, whether it came out; <paramref name="inOrder"/> when the printer answers
    /// in its turn. The answer is <see cref="Confirmed"/>.
    /// </summary>
    public virtual void AskConfirmation(bool inOrder, long nowMs)
    {
    }

    /// <summary>True when what was written before the question is on paper, as far as the printer can tell.</summary>
    public virtual bool Confirmed(long nowMs)
    {
        return (Status & (PaperOut | Offline | CoverOpen)) == 0;
    }
}

/// <summary>Display for the customer, 2 lines of 20 characters (pos.md R61).</summary>
public abstract class CustomerDisplay
{
    /// <summary>Characters per line and lines.</summary>
    public const int Columns = 20, Rows = 2;

    /// <summary>
    /// Times that the customer's display did not take a line since start; what lasts is one.
    /// </summary>
    public int Failures;

    /// <summary>Shows one whole line: 20 Latin-1 bytes at <paramref name="offset"/>, row 0 or 1; the euro sign is byte
    /// 0x80. False when the display does not take it.</summary>
    public abstract bool Show(int row, byte[] text, int offset);
}

/// <summary>Cash drawer on the printer's pulse line or on a pin.</summary>
public abstract class Drawer
{
    /// <summary>Pulses that did not go out since start.</summary>
    public int Failures;

    /// <summary>Starts a 50 ms pulse at monotonic time <paramref name="nowMs"/>; <see cref="Poll"/> ends it.</summary>
    public abstract void Open(long nowMs);

    /// <summary>Ends a due pulse. Returns when it wants to be polled next (monotonic ms), or
    /// <see cref="long.MaxValue"/>.</summary>
    public abstract long Poll(long nowMs);

    /// <summary>
    /// Which line of a printer's connector the pulse takes: pin 2, or 5 (R54); a drawer on a pin of its own has none.
    /// </summary>
    public virtual void UsePin5(bool pin5)
    {
    }

    /// <summary>True when the sense input says open; false when closed or not wired.</summary>
    public abstract bool IsOpen { get; }
}

/// <summary>Beeper with a tone of its own: it sounds or it does not (pos.md R70). One thread.</summary>
public abstract class Beeper
{
    /// <summary>Sounds from now on until told otherwise.</summary>
    public abstract void Sound(bool on);
}

/// <summary>
/// A pair of light beams A and B. State: bit 0 A broken, bit 1 B broken; with <see cref="Blind"/> nobody looks at them
/// from that time until the next change; with <see cref="Flapping"/> their samples change too often to mean anything.
/// </summary>
public abstract class Beams
{
    /// <summary>Bits of a state beside those of the beams.</summary>
    public const int Blind = 4, Flapping = 8;

    /// <summary>Looks at the beams that failed since start; nobody knows what passed then.</summary>
    public int Failures;

    /// <summary>Takes the oldest waiting change. False when none waits.</summary>
    public abstract bool Read(out long atMs, out int state);

    /// <summary>Changes lost since start because the queue was full.</summary>
    public abstract int Lost { get; }
}

/// <summary>
/// Sensor above the counter that tells whether somebody stands there, and nothing about whom (GRD-1). One thread.
/// </summary>
public abstract class CounterSense
{
    /// <summary>What a look tells: no sensor is fitted; it does not answer; nobody; somebody.</summary>
    public const int Absent = -2, Silent = -1, Nobody = 0, Somebody = 1;

    /// <summary>Looks once.</summary>
    public abstract int Look();
}

/// <summary>Environment probes, one value per channel of <see cref="ClimateLayout"/>.</summary>
public abstract class Probes
{
    /// <summary>Reads a channel (0..6) in the unit of <see cref="ClimateLayout"/>; returns a <see cref="ReadingCode"/>.
    /// The value counts only with Ok.</summary>
    public abstract int Read(int channel, long nowMs, out int value);

    /// <summary>
    /// How sure the last sound level is (F-SEN-6): windows behind it, and half of its 95 % interval in 0.1 dB; 0 and 0
    /// when nobody can tell.
    /// </summary>
    public virtual int SoundWindows
    {
        get { return 0; }
    }

    /// <inheritdoc cref="SoundWindows"/>
    public virtual int SoundHalfWidth
    {
        get { return 0; }
    }

    /// <summary>
    /// What goes on between two readings (a supply switched back on). Returns the monotonic ms when it is due again.
    /// </summary>
    public virtual long Poll(long nowMs)
    {
        return long.MaxValue;
    }
}

/// <summary>
/// Durable storage of a fixed set of files, numbered 0..FileCount-1 (names are made once at start). Only a returned
/// true means durable: the implementation has closed the file (device.md fact 1).
/// </summary>
public abstract class Drive
{
    /// <summary>Number of files.</summary>
    public abstract int FileCount { get; }

    /// <summary>Total bytes the firmware may use (byte accounting is ours: device.md fact 3).</summary>
    public abstract int CapacityBytes { get; }

    /// <summary>Length of a file, or -1 when it does not exist.</summary>
    public abstract int Length(int file);

    /// <summary>Opens, appends, closes. True = durable; false = nothing or a torn tail was written.</summary>
    public abstract bool Append(int file, byte[] data, int offset, int length);

    /// <summary>Creates or truncates, writes, closes. True = durable.</summary>
    public abstract bool Replace(int file, byte[] data, int offset, int length);

    /// <summary>Reads up to length bytes from a position; returns how many, 0 at the end, -1 on error or missing
    /// file.</summary>
    public abstract int Read(int file, int position, byte[] buffer, int offset, int length);

    /// <summary>Deletes a file; true when it is gone.</summary>
    public abstract bool Delete(int file);
}

/// <summary>
/// A memory card that staff put in and take out again (R31): a drive of one file, the copy begun last; copies begun
/// before stay on the card. Nothing that the kiosk needs stands on it, so it may be missing, full or taken out at any
/// time. One thread.
/// </summary>
public abstract class MemoryCard : Drive
{
    /// <summary>The one file.</summary>
    public const int Copy = 0;

    /// <summary>What <see cref="Begin"/> found: a card to write on; none; one without a file system that can be
    /// read.</summary>
    public const int Ready = 0, Missing = 1, Unreadable = 2;

    /// <summary>Copies of one day on one card.</summary>
    public const int CopiesPerDay = 100;

    /// <summary>
    /// Looks for a card and chooses a name of the day (yymmdd, 0 when unknown) that no copy on it has; creates nothing.
    /// </summary>
    public abstract int Begin(int day);

    /// <summary>Lets go of the card: it can be taken out.</summary>
    public abstract void End();

    /// <inheritdoc/>
    public override int FileCount
    {
        get { return 1; }
    }
}

/// <summary>The alarm in front of the board's own supply, which holds it for half a second more (H-3).</summary>
public abstract class Supply
{
    /// <summary>True while the mains or the 24 V are gone.</summary>
    public abstract bool Failing { get; }
}

/// <summary>Memory of the board that the firmware lives in.</summary>
public abstract class Memory
{
    /// <summary>Free bytes of the managed heap now. Asked for once per health record: it may take some ms.</summary>
    public abstract long FreeBytes { get; }
}

/// <summary>Monotonic and wall time of the board.</summary>
public abstract class Clock
{
    /// <summary>Times that a fitted battery clock gave no time or did not take one, since start.</summary>
    public int Failures;

    /// <summary>Milliseconds since start of the board; never goes back.</summary>
    public abstract long MonotonicMs { get; }

    /// <summary>Wall time from the battery clock (UTC seconds) and its F-TIME-3 quality (0 unknown .. 4). False when
    /// there is none.</summary>
    public abstract bool TryReadWall(out long utcSeconds, out int quality);

    /// <summary>Sets the battery clock.</summary>
    public abstract void SetWall(long utcSeconds);
}

/// <summary>Connection to the gateway. QoS 1; what PUBACK says clears nothing (F-SYNC-1). Never blocks.</summary>
public abstract class Uplink
{
    /// <summary>Rungs of <see cref="Recover"/>.</summary>
    public const int CloseConnection = 1, DropSocket = 2, RestartInterface = 3;

    /// <summary>
    /// True when frames can be sent. False at least once after each loss, even when the link is back by then: what
    /// was in flight may be gone.
    /// </summary>
    public abstract bool Connected { get; }

    /// <summary>Messages from the gateway that found no room here, since start.</summary>
    public int Dropped;

    /// <summary><see cref="FaultCode"/> of what keeps the connection from being made, None while nothing
    /// does.</summary>
    public int Trouble;

    /// <summary>Hands a frame over for sending; the bytes may be reused after return. False when not connected or
    /// busy.</summary>
    public abstract bool Send(byte[] frame, int offset, int length);

    /// <summary>
    /// Milliseconds by which network timeouts are counted (waiting for an acknowledgement, back-off), given the loop's
    /// own instant. The board's monotonic clock; a simulation whose clock is driven over a real network counts real
    /// time.
    /// </summary>
    public virtual long NetworkMs(long nowMs)
    {
        return nowMs;
    }

    /// <summary>
    /// Begins to restart what does not answer (F-SYNC-6): the connection, its socket and thread, the network interface.
    /// Does not wait. False when there is nothing of the kind that this board could restart.
    /// </summary>
    public virtual bool Recover(int rung)
    {
        return false;
    }

    /// <summary>Copies the oldest waiting downlink message into the buffer; returns its length, 0 when none waits, -1
    /// when it was too large and dropped.</summary>
    public abstract int Receive(byte[] buffer);
}
