using System.Device.Spi;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// The controller of the e-paper as its bus sees it: registers, two layers, BUSY by a clock of ours, deep sleep that
/// only a reset ends. What a real panel would answer with a wrong picture is a violation. One thread.
/// </summary>
public sealed class Uc8179Chip(VirtualClock clock) : SpiDevice
{
    /// <summary>Bytes of a layer.</summary>
    public const int LayerBytes = NoticeDisplay.Bands * NoticeDisplay.BandBytes;

    private readonly byte[] _old = new byte[LayerBytes];
    private readonly byte[] _new = new byte[LayerBytes];
    private readonly Dictionary<int, List<byte>> _registers = [];
    private int _command, _at;
    private bool _asleep = true, _powered, _inReset;
    private long _busyUntil;

    /// <summary>True makes BUSY never end once it has begun.</summary>
    public bool BusyForever { get; set; }

    /// <summary>Level of the line that tells data (high) from commands.</summary>
    public bool DataLine { get; set; }

    /// <summary>Level of BUSY: low while the chip works.</summary>
    public bool Ready => clock.MonotonicMs >= _busyUntil;

    /// <summary>What is seen, 1 black.</summary>
    public byte[] Picture { get; } = new byte[LayerBytes];

    /// <summary>Instants of full and of partial refreshes, monotonic ms.</summary>
    public List<long> Fulls { get; } = [];

    /// <inheritdoc cref="Fulls"/>
    public List<long> Partials { get; } = [];

    /// <summary>What the firmware did that a real panel takes badly.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>True in deep sleep.</summary>
    public bool Asleep => _asleep;

    /// <inheritdoc/>
    public override SpiConnectionSettings ConnectionSettings { get; } = new(1);

    /// <summary>The reset line: its rising edge ends the sleep and forgets the registers.</summary>
    public void Reset(bool high)
    {
        if (high && _inReset)
        {
            _asleep = false;
            _powered = false;
            _registers.Clear();
            _busyUntil = BusyForever ? _busyUntil : 0;
        }

        _inReset = !high;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_asleep || _inReset)
        {
            Violations.Add("written to while it sleeps");
            return;
        }

        if (!Ready)
        {
            Violations.Add($"written to while BUSY, after command {_command:X2}");
        }

        foreach (byte value in buffer)
        {
            Take(value);
        }
    }

    /// <inheritdoc/>
    public override void Read(Span<byte> buffer) => throw new IOException("The panel's data line goes one way.");

    /// <inheritdoc/>
    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        throw new IOException("The panel's data line goes one way.");

    private void Take(byte value)
    {
        if (!DataLine)
        {
            _command = value;
            _at = 0;
            _registers[value] = [];
            Obey(value);
            return;
        }

        if (_command is 0x10 or 0x13)
        {
            if (_at < LayerBytes)
            {
                (_command == 0x10 ? _old : _new)[_at] = value;
            }

            _at++;
            Expect(_at <= LayerBytes, "more bytes than a layer has");
            return;
        }

        _registers[_command].Add(value);
        if (_command == 0x07 && value == 0xA5)
        {
            Expect(!_powered, "deep sleep with its supplies on");
            _asleep = true;
        }
    }

    private void Obey(byte command)
    {
        switch (command)
        {
            case 0x04:
                _powered = true;
                Work(80);
                break;
            case 0x02:
                _powered = false;
                Work(80);
                break;
            case 0x10 or 0x13:
                Expect(Register(0x61).SequenceEqual(new byte[] { 0x03, 0x20, 0x01, 0xE0 }), "not told its size");
                _layers = command == 0x10 ? 1 : _layers + 1;
                break;
            case 0x12:
                Show();
                break;
        }
    }

    private int _layers;

    private void Show()
    {
        bool partial = _registers.ContainsKey(0x91);
        Expect(_powered, "refreshed without its supplies");
        Expect(_layers == 2, "refreshed without both layers");
        Expect(Register(0x00) is [0x1F], "not told that it is black and white");
        if (partial)
        {
            Expect(_old.AsSpan().SequenceEqual(Picture), "partial refresh over another picture");
        }

        (partial ? Partials : Fulls).Add(clock.MonotonicMs);
        _new.CopyTo(Picture, 0);
        _layers = 0;
        Work(partial ? 1600 : 4200);
    }

    private List<byte> Register(int command) => _registers.TryGetValue(command, out List<byte>? value) ? value : [];

    private void Work(int milliseconds) =>
        _busyUntil = BusyForever ? long.MaxValue : clock.MonotonicMs + milliseconds;

    private void Expect(bool holds, string violation)
    {
        if (!holds)
        {
            Violations.Add(violation);
        }
    }
}
