using System;
using System.IO;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// The littlefs partition as a fixed set of files. Only closing a file commits it, flushing does not; the partition
    /// reports no free space, so the capacity is ours to count. The file system throws not only what it documents, and
    /// its native side anything: each is a failure told to the caller, who makes the fault code of it. One thread: two
    /// writers at once corrupt the partition.
    /// </summary>
    public sealed class FlashDrive : Drive
    {
        private readonly string[] _paths;
        private readonly int[] _lengths;
        private readonly int _capacityBytes;
        private Watchdog _fed;
        private int _feedsLeft;

        /// <summary>
        /// Files of the internal drive; their names are made here, once. Throws when the partition cannot be asked:
        /// files that seem to be missing would pass for a blank drive.
        /// </summary>
        public FlashDrive(int fileCount, int capacityBytes)
        {
            _capacityBytes = capacityBytes;
            _paths = new string[fileCount];
            _lengths = new int[fileCount];
            for (int i = 0; i < fileCount; i++)
            {
                _paths[i] = "I:\\k" + i.ToString();
                _lengths[i] = Ask(i);
            }
        }

        /// <summary>
        /// Reads that may feed the watchdog in one start. The longest journal takes about 2,000 (segments of 16 KB read
        /// by 2 KB, and once more from the newest good header); a start that reads for ever is bitten after these.
        /// </summary>
        private const int FeedsMax = 4000;

        /// <summary>
        /// Each read from now on is a sign of life to the watchdog, until null: the recovery of 60 days of journal may
        /// take longer than its shortest window of 29 s.
        /// </summary>
        public void FeedWhileReading(Watchdog watchdog)
        {
            _fed = watchdog;
            _feedsLeft = FeedsMax;
        }

        /// <inheritdoc/>
        public override int FileCount
        {
            get { return _paths.Length; }
        }

        /// <inheritdoc/>
        public override int CapacityBytes
        {
            get { return _capacityBytes; }
        }

        /// <inheritdoc/>
        public override int Length(int file)
        {
            return _lengths[file];
        }

        /// <inheritdoc/>
        public override bool Append(int file, byte[] data, int offset, int length)
        {
            return Write(file, FileMode.Append, data, offset, length);
        }

        /// <inheritdoc/>
        public override bool Replace(int file, byte[] data, int offset, int length)
        {
            return Write(file, FileMode.Create, data, offset, length);
        }

        /// <inheritdoc/>
        public override int Read(int file, int position, byte[] buffer, int offset, int length)
        {
            if (_lengths[file] < 0)
            {
                return -1;
            }

            Feed();
            try
            {
                using (FileStream stream = new FileStream(_paths[file], FileMode.Open, FileAccess.Read))
                {
                    stream.Seek(position, SeekOrigin.Begin);
                    return stream.Read(buffer, offset, length);
                }
            }
            catch (Exception)
            {
                return -1;
            }
        }

        /// <inheritdoc/>
        public override bool Delete(int file)
        {
            try
            {
                File.Delete(_paths[file]);
                _lengths[file] = -1;
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private void Feed()
        {
            if (_fed != null && _feedsLeft > 0)
            {
                _feedsLeft--;
                _fed.Feed();
            }
        }

        private bool Write(int file, FileMode mode, byte[] data, int offset, int length)
        {
            int before = mode == FileMode.Append && _lengths[file] > 0 ? _lengths[file] : 0;
            bool durable = false;
            try
            {
                using (FileStream stream = new FileStream(_paths[file], mode, FileAccess.Write))
                {
                    stream.Write(data, offset, length);
                }

                durable = true;
            }
            catch (Exception)
            {
                durable = false;
            }

            _lengths[file] = AskOr(file, durable ? before + length : _lengths[file]);
            return durable;
        }

        // After a failure part of the data may stand there: asked of the partition, computed only when it does not say.
        private int AskOr(int file, int computed)
        {
            try
            {
                return Ask(file);
            }
            catch (Exception)
            {
                return computed;
            }
        }

        private int Ask(int file)
        {
            return File.Exists(_paths[file]) ? (int)new FileInfo(_paths[file]).Length : -1;
        }
    }
}
