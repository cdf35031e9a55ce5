using Kiosk.Ledger;

namespace Kiosk.Tests.Archive;

/// <summary>
/// What a gateway's folder holds at each instant at which the power may go: a copy after every operation on a file and
/// at every look at the clock, of which some lie inside transactions, and then one per torn length of the store's log.
/// </summary>
internal sealed class PowerCuts(string folder, TimeProvider clock) : TimeProvider, IDisposable
{
    private const string Log = "kiosk.db-wal";
    private const int LogHeader = 32, PageHeader = 24, Page = 4096;

    private readonly string _copies = Directory.CreateTempSubdirectory("cuts-").FullName;
    private readonly List<string> _images = [];
    private bool _watching;

    public LedgerOptions Options => new()
    {
        Folder = folder, OpenArchive = path => new WatchedFile(path, () => Take("file")),
    };

    public override DateTimeOffset GetUtcNow()
    {
        Take("clock");
        return clock.GetUtcNow();
    }

    /// <summary>Folders as they were found at each instant of a deed, in order.</summary>
    public IReadOnlyList<string> During(CityLedger ledger, Action deed)
    {
        Assert.NotNull(ledger);
        long before = LogLength;
        _images.Clear();
        _watching = true;
        Take("before");
        deed();
        _watching = false;
        for (long at = before; at < LogLength; at += at == 0 ? LogHeader : PageHeader + Page)
        {
            Tear(at);
            Tear(Math.Min(LogLength, at + (Page / 3)));
        }

        Tear(LogLength);
        return [.. _images];
    }

    public void Dispose() => Directory.Delete(_copies, recursive: true);

    private long LogLength => new FileInfo(Path.Combine(folder, Log)) is { Exists: true } log ? log.Length : 0;

    private void Tear(long length)
    {
        _watching = true;
        Take("torn");
        _watching = false;
        using FileStream log = File.OpenWrite(Path.Combine(_images[^1], Log));
        log.SetLength(length);
    }

    private void Take(string what)
    {
        if (!_watching)
        {
            return;
        }

        string image = Path.Combine(_copies, $"{_images.Count:0000}-{what}");
        _images.Add(image);
        Copy(folder, image);
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(name => !name.EndsWith("-shm", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream write = File.Create(copy);
            read.CopyTo(write);
        }
    }

    private sealed class WatchedFile : FileStream
    {
        private readonly Action _operation;
        private bool _closed;

        public WatchedFile(string path, Action operation)
            : base(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0)
        {
            _operation = operation;
            operation();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, count);
            _operation();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer);
            _operation();
        }

        public override void Flush(bool flushToDisk)
        {
            base.Flush(flushToDisk);
            _operation();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && !_closed)
            {
                _closed = true;
                _operation();
            }
        }
    }
}
