namespace Kiosk.Firmware.Notices;

/// <summary>
/// A round pen that draws strokes into a band. Coordinates in 1/16 pixel of the page, downwards. A vertical or level
/// stroke is as many pixels wide as the pen wherever it falls, so that all stems of a text are even. One thread.
/// </summary>
public sealed class StrokePen
{
    /// <summary>Units of a pixel; widest pen, pixels.</summary>
    public const int Unit = 16, WidthMax = 12;

    private const int CurveSteps = 7;
    private readonly byte[] _half = new byte[WidthMax * Unit / 2 + 1];
    private readonly PageBand _band;
    private int _radius;
    private int _left, _right;

    /// <summary>Pen over a band.</summary>
    public StrokePen(PageBand band)
    {
        _band = band;
    }

    /// <summary>Takes a pen of 1..<see cref="WidthMax"/> pixels.</summary>
    public void SetWidth(int pixels)
    {
        int radius = pixels * Unit / 2;
        if (radius == _radius)
        {
            return;
        }

        _radius = radius;
        for (int i = 0; i <= radius; i++)
        {
            _half[i] = (byte)Root((radius * radius) - (i * i));
        }
    }

    /// <summary>A curve with one control point.</summary>
    public void Curve(int x0, int y0, int xc, int yc, int x1, int y1)
    {
        int x = x0, y = y0;
        for (int i = 1; i <= CurveSteps; i++)
        {
            int j = CurveSteps - i;
            int nextX = Mix((j * j * x0) + (2 * i * j * xc) + (i * i * x1));
            int nextY = Mix((j * j * y0) + (2 * i * j * yc) + (i * i * y1));
            Line(x, y, nextX, nextY);
            x = nextX;
            y = nextY;
        }
    }

    /// <summary>A straight stroke with round ends; a dot when both ends are the same.</summary>
    public void Line(int x0, int y0, int x1, int y1)
    {
        // Odd places are never a tie with the middle of a pixel.
        x0 |= 1;
        y0 |= 1;
        x1 |= 1;
        y1 |= 1;
        int above = (y0 < y1 ? y0 : y1) - _radius;
        int below = (y0 < y1 ? y1 : y0) + _radius;
        int first = above >> 4;
        int end = (below >> 4) + 1;
        if (!_band.Touches(first, end))
        {
            return;
        }

        int length = Root(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
        int sideX = length == 0 ? 0 : (y1 - y0) * _radius / length;
        int sideY = length == 0 ? 0 : (x0 - x1) * _radius / length;
        first = first < _band.Top ? _band.Top : first;
        end = end > _band.Top + PageBand.Rows ? _band.Top + PageBand.Rows : end;
        for (int row = first; row < end; row++)
        {
            int middle = (row * Unit) + (Unit / 2);
            _left = int.MaxValue;
            _right = int.MinValue;
            Disk(middle - y0, x0);
            Disk(middle - y1, x1);
            Edge(middle, x0 + sideX, y0 + sideY, x1 + sideX, y1 + sideY);
            Edge(middle, x0 - sideX, y0 - sideY, x1 - sideX, y1 - sideY);
            if (_left <= _right)
            {
                // The pixels whose middles lie inside.
                _band.Span(row, (_left + (Unit / 2) - 1) >> 4, (_right + (Unit / 2) - 1) >> 4);
            }
        }
    }

    private void Disk(int distance, int x)
    {
        distance = distance < 0 ? -distance : distance;
        if (distance < _radius)
        {
            Reach(x - _half[distance]);
            Reach(x + _half[distance]);
        }
    }

    private void Edge(int middle, int x0, int y0, int x1, int y1)
    {
        if (y0 != y1 && (middle - y0 < 0) != (middle - y1 < 0))
        {
            Reach(x0 + ((x1 - x0) * (middle - y0) / (y1 - y0)));
        }
    }

    private void Reach(int x)
    {
        _left = x < _left ? x : _left;
        _right = x > _right ? x : _right;
    }

    private static int Mix(int sum)
    {
        int half = CurveSteps * CurveSteps / 2;
        return sum < 0 ? (sum - half) / (CurveSteps * CurveSteps) : (sum + half) / (CurveSteps * CurveSteps);
    }

    /// <summary>Square root of 0..2^31-1, rounded down.</summary>
    private static int Root(int value)
    {
        int root = 0;
        for (int bit = 1 << 15; bit > 0; bit >>= 1)
        {
            int next = root | bit;
            root = next <= 46340 && next * next <= value ? next : root;
        }

        return root;
    }
}
