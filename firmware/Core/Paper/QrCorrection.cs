namespace Kiosk.Firmware.Paper;

/// <summary>
/// Reed-Solomon codewords over GF(256), polynomial 0x11D, as QR codes want them. Made once; one thread.
/// </summary>
public sealed class QrCorrection
{
    private readonly byte[] _exp = new byte[256];
    private readonly byte[] _log = new byte[256];
    private readonly byte[] _generator = new byte[QrTable.CorrectionMax];
    private int _degree;

    /// <summary>The remainder of the block begun with <see cref="Begin"/>; the first of its degree count.</summary>
    public readonly byte[] Remainder = new byte[QrTable.CorrectionMax];

    /// <summary>Makes the tables of the field.</summary>
    public QrCorrection()
    {
        int value = 1;
        for (int i = 0; i < 255; i++)
        {
            _exp[i] = (byte)value;
            _log[value] = (byte)i;
            value <<= 1;
            if (value > 255)
            {
                value ^= 0x11D;
            }
        }
    }

    /// <summary>Chooses the generator polynomial of a degree, 1..30.</summary>
    public void SetDegree(int degree)
    {
        _degree = degree;
        for (int i = 0; i < degree; i++)
        {
            _generator[i] = (byte)(i == degree - 1 ? 1 : 0);
        }

        int root = 1;
        for (int i = 0; i < degree; i++)
        {
            for (int j = 0; j < degree; j++)
            {
                _generator[j] = (byte)Times(_generator[j], root);
                if (j + 1 < degree)
                {
                    _generator[j] ^= _generator[j + 1];
                }
            }

            root = Times(root, 2);
        }
    }

    /// <summary>Begins a block.</summary>
    public void Begin()
    {
        for (int i = 0; i < _degree; i++)
        {
            Remainder[i] = 0;
        }
    }

    /// <summary>Takes the next data codeword of the block.</summary>
    public void Take(int codeword)
    {
        int factor = codeword ^ Remainder[0];
        for (int i = 0; i + 1 < _degree; i++)
        {
            Remainder[i] = Remainder[i + 1];
        }

        Remainder[_degree - 1] = 0;
        for (int i = 0; i < _degree; i++)
        {
            Remainder[i] ^= (byte)Times(_generator[i], factor);
        }
    }

    private int Times(int left, int right)
    {
        return left == 0 || right == 0 ? 0 : _exp[(_log[left] + _log[right]) % 255];
    }
}
