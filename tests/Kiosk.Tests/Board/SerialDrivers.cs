using System.Text;
using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Streams;
using Kiosk.Drivers;
using Kiosk.Firmware.Parts;
using Xunit;

namespace Kiosk.Tests.Board;

public sealed class SerialDrivers : IDisposable
{
    private readonly VirtualClock _clock = new();
    private readonly PrinterStream _paper = new();
    private readonly ScannerStream _scanner = new();
    private readonly EscPosPrinter _printer;

    public SerialDrivers()
    {
        _printer = new EscPosPrinter(_paper, _clock, 11_520);
    }

    public void Dispose()
    {
        _paper.Dispose();
        _scanner.Dispose();
    }

    [Fact]
    public void A_printer_is_offline_until_it_answers()
    {
        Assert.Equal(Printer.Offline, _printer.Status);
        Assert.Equal(Printer.Ready, _printer.Status);
    }

    [Fact]
    public void A_receipt_goes_out_at_the_pace_of_the_line_and_unharmed_by_questions()
    {
        Ready();
        byte[] receipt =
            Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => $"Article {i:00}  1,20\n")));
        long took = Print(receipt);

        Assert.Equal(Encoding.Latin1.GetString(receipt), _paper.Roll.Text);
        Assert.Equal(receipt, _paper.Roll.Bytes);
        Assert.InRange(took, receipt.Length * 1000 / 11_520 * 9 / 10, 1000);
    }

    [Theory]
    [InlineData("out", Printer.PaperOut)]
    [InlineData("near", Printer.NearEnd)]
    [InlineData("cover", Printer.CoverOpen | Printer.Offline)]
    [Trait("Requirement", "R58")]
    public void The_status_tells_what_is_wrong(string what, int status)
    {
        Ready();
        _paper.PaperPresent = what != "out";
        _paper.NearEnd = what == "near";
        _paper.CoverOpen = what == "cover";
        Wait(2000);

        Assert.Equal(status, _printer.Status);
        Assert.Equal(what == "near" ? 3 : 0, _printer.Write("abc"u8.ToArray(), 0, 3));
    }

    [Fact]
    [Trait("Requirement", "R58")]
    public void Paper_that_runs_out_in_the_middle_loses_nothing()
    {
        Ready();
        byte[] receipt =
            Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => $"Ligne {i:000} du ticket\n")));
        _paper.PaperLeft = 500;
        int sent = 0;
        for (int i = 0; i < 3000 && sent < receipt.Length; i++)
        {
            Wait(5);
            sent += _printer.Write(receipt, sent, receipt.Length - sent);
        }

        Assert.Equal(Printer.PaperOut, _printer.Status);
        Assert.InRange(sent, 500, receipt.Length - 1);
        _paper.PaperPresent = true;
        Wait(2000);
        Print(receipt[sent..]);
        Assert.Equal(receipt, _paper.Roll.Bytes);
        Assert.Equal(0, _paper.Lost);
    }

    [Fact]
    public void A_printer_switched_off_becomes_offline_and_comes_back()
    {
        Ready();
        _paper.SwitchedOff = true;
        Wait(3000);
        Assert.Equal(Printer.Offline, _printer.Status);
        _paper.SwitchedOff = false;
        Wait(3000);
        Assert.Equal(Printer.Ready, _printer.Status);
    }

    [Theory]
    [InlineData(new byte[] { 0x10, 0x00, 0x0C, 0x00 }, Printer.PaperOut)]
    [InlineData(new byte[] { 0x10, 0x00, 0x03, 0x00 }, Printer.NearEnd)]
    [InlineData(new byte[] { 0x30, 0x00, 0x00, 0x00 }, Printer.CoverOpen)]
    [InlineData(new byte[] { 0x18, 0x00, 0x00, 0x00 }, Printer.Offline)]
    [InlineData(new byte[] { 0x10, 0x00, 0x00, 0x00 }, Printer.Ready)]
    public void Automatic_status_is_understood_too(byte[] bytes, int status)
    {
        var reader = new EscPosStatus();
        foreach (byte value in bytes)
        {
            reader.Take(value);
        }

        Assert.Equal(status, reader.Bits);
    }

    [Fact]
    public void Any_bytes_from_the_printer_do_no_harm()
    {
        const int seed = 5;
        var random = new Random(seed);
        var reader = new EscPosStatus();
        for (int i = 0; i < 100_000; i++)
        {
            if (i % 100 == 0)
            {
                reader.Expect();
            }

            reader.Take((byte)random.Next(256));
            Assert.InRange(reader.Bits, 0, 15);
        }
    }

    [Fact]
    public void Scanned_bytes_arrive_in_order_and_a_broken_port_is_silence()
    {
        var scanner = new UartScanner(_scanner);
        byte[] buffer = new byte[8];
        Assert.Equal(0, scanner.Read(buffer, 0, 8));
        _scanner.Scan("3017620422003");
        Assert.Equal(8, scanner.Read(buffer, 0, 8));
        Assert.Equal("30176204", Encoding.ASCII.GetString(buffer));
        Assert.Equal(7, scanner.Read(buffer, 0, 8));
        Assert.Equal("22003\r\n", Encoding.ASCII.GetString(buffer, 0, 7));

        _scanner.Broken = true;
        Assert.Equal(0, scanner.Read(buffer, 0, 8));
        Assert.Equal(1, scanner.Failures);
        for (int i = 0; i < 20; i++)
        {
            _scanner.Scan("3017620422003");
        }

        Assert.Equal((20 * 15) - ScannerStream.BytesMax, _scanner.Lost);
    }

    private void Ready()
    {
        _ = _printer.Status;
        Wait(1200);
        Assert.Equal(Printer.Ready, _printer.Status);
    }

    private void Wait(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += 5)
        {
            _clock.SetCalendar(_clock.CalendarMs + 5);
            _ = _printer.Status;
        }
    }

    private long Print(byte[] data)
    {
        long start = _clock.CalendarMs;
        int sent = 0;
        for (int i = 0; i < 10_000 && sent < data.Length; i++)
        {
            sent += _printer.Write(data, sent, data.Length - sent);
            _clock.SetCalendar(_clock.CalendarMs + 1);
        }

        return _clock.CalendarMs - start;
    }
}
