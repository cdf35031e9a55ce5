using System;
using System.IO;
using System.Net.Sockets;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// A TCP connection as the drivers take a line: Read gives what has arrived, 0 when nothing has, and fails once the
    /// peer has closed. Used by the loop's thread only.
    /// </summary>
    internal sealed class SocketStream : Stream
    {
        private readonly Socket _socket;

        internal SocketStream(Socket socket)
        {
            _socket = socket;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                if (!_socket.Poll(0, SelectMode.SelectRead))
                {
                    return 0;
                }

                int read = _socket.Receive(buffer, offset, count, SocketFlags.None);
                if (read > 0)
                {
                    return read;
                }
            }
            catch (SocketException error)
            {
                throw new IOException("line lost", error);
            }

            throw new IOException("closed by the terminal");
        }

        public override int Read(SpanByte buffer) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                if (_socket.Send(buffer, offset, count, SocketFlags.None) != count)
                {
                    throw new IOException("sent in part");
                }
            }
            catch (SocketException error)
            {
                throw new IOException("line lost", error);
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Close()
        {
            _socket.Close();
        }
    }
}
