using System;
using System.IO;
using Kiosk.Firmware.Parts;
using nanoFramework.System.IO.FileSystem;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// The microSD card on the panel's SPI bus, drive D:. Mounted for one copy only, so that it can be taken out at any
    /// other time without harm. Every write closes its file. One thread.
    /// </summary>
    public sealed class SdCard : MemoryCard
    {
        private const string Root = "D:\\";
        private readonly SDCard _slot;
        private string _path = "";
        private int _length = -1;

        /// <summary>
        /// Slot on a bus with a select line of its own; nothing is looked for before a copy is wanted.
        /// </summary>
        public SdCard(int bus, int select)
        {
            SDCardSpiParameters spi = new SDCardSpiParameters();
            spi.spiBus = (uint)bus;
            spi.chipSelectPin = (uint)select;
            _slot = new SDCard(spi);
        }

        /// <inheritdoc/>
        public override int CapacityBytes
        {
            get { return int.MaxValue; }
        }

        /// <inheritdoc/>
        public override int Begin(int day)
        {
            End();
            try
            {
                _slot.Mount();
            }
            catch (SystemException)
            {
                // The platform names no reason; a slot without a card is the usual one.
                return Missing;
            }

            try
            {
                return Choose(day) ? Ready : Unreadable;
            }
            catch (SystemException)
            {
                End();
                return Unreadable;
            }
        }

        /// <inheritdoc/>
        public override void End()
        {
            _length = -1;
            try
            {
                if (_slot.IsMounted)
                {
                    _slot.Unmount();
                }
            }
            catch (SystemException)
            {
                // Taken out already: there is nothing left to let go of.
                _length = -1;
            }
        }

        /// <inheritdoc/>
        public override int Length(int file)
        {
            return _length;
        }

        /// <inheritdoc/>
        public override bool Append(int file, byte[] data, int offset, int length)
        {
            return Write(FileMode.Append, data, offset, length);
        }

        /// <inheritdoc/>
        public override bool Replace(int file, byte[] data, int offset, int length)
        {
            _length = 0;
            return Write(FileMode.Create, data, offset, length);
        }

        /// <inheritdoc/>
        public override int Read(int file, int position, byte[] buffer, int offset, int length)
        {
            if (_length < 0)
            {
                return -1;
            }

            try
            {
                using (FileStream stream = new FileStream(_path, FileMode.Open, FileAccess.Read))
                {
                    stream.Seek(position, SeekOrigin.Begin);
                    return stream.Read(buffer, offset, length);
                }
            }
            catch (SystemException)
            {
                return -1;
            }
        }

        /// <inheritdoc/>
        public override bool Delete(int file)
        {
            return false;
        }

        // Names of eight and three letters, yymmdd and a number: FAT without long names, which every computer reads.
        private bool Choose(int day)
        {
            string date = (1000000 + day).ToString().Substring(1);
            for (int number = 0; number < CopiesPerDay; number++)
            {
                _path = Root + date + (100 + number).ToString().Substring(1) + ".TXT";
                if (!File.Exists(_path))
                {
                    return true;
                }
            }

            return false;
        }

        private bool Write(FileMode mode, byte[] data, int offset, int length)
        {
            try
            {
                using (FileStream stream = new FileStream(_path, mode, FileAccess.Write))
                {
                    stream.Write(data, offset, length);
                }

                _length += length;
                return true;
            }
            catch (SystemException)
            {
                return false;
            }
        }
    }
}
