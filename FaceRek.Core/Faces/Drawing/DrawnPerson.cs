using OpenCvSharp;

namespace FaceRek.Core.Faces.Drawing;

/// <summary>
/// A person who does not exist: sizes, colours and marks drawn from a seed, painted as shaded ellipses. The head is
/// about 300 wide and 400 high on a canvas of <see cref="Width"/> by <see cref="Height"/>.
/// </summary>
internal sealed class DrawnPerson
{
    public const int Width = 600,
        Height = 800;

    /// <summary>Where the middle of the face is on the canvas.</summary>
    public static readonly Point2f Centre = new(300, 360);

    private static readonly Point2f Ahead = new(0, 0);

    private readonly Random random;
    private readonly Scalar skin,
        hair,
        iris,
        white,
        lips,
        shirt;
    private readonly float headWidth,
        headHeight,
        jaw,
        eyeGap,
        eyeHeight,
        eyeSize,
        browHeight,
        browSlope,
        browThickness,
        noseLength,
        noseWidth,
        mouthWidth,
        mouthHeight,
        mouthFullness,
        hairline,
        parting;
    private readonly bool hasBeard,
        hasMoustache,
        hasLongHair;
    private readonly (Point2f At, float Size)[] marks;

    public DrawnPerson(int seed)
    {
        random = new Random(seed * 7919 + 17);
        var tone = Between(0.6f, 1);
        skin = new Scalar(150 * tone * Between(0.9f, 1.05f), 185 * tone, 228 * tone);
        hair = Pick(new(25, 25, 28), new(30, 50, 85), new(60, 95, 140), new(40, 60, 120), new(130, 130, 135));
        iris = Pick(new(40, 60, 90), new(30, 40, 55), new(120, 95, 55), new(55, 88, 64));
        white = Scalar.All(150 + 60 * tone);
        lips = new Scalar(90 * tone, 95 * tone, Between(150, 200) * tone);
        shirt = new Scalar(Between(30, 200), Between(30, 200), Between(30, 200));
        (headWidth, headHeight, jaw) = (Between(132, 162), Between(188, 218), Between(0.62f, 0.95f));
        (eyeGap, eyeHeight, eyeSize) = (Between(56, 72), Between(-48, -30), Between(21, 29));
        (browHeight, browSlope, browThickness) = (Between(28, 40), Between(-14, 14), Between(5, 12));
        (noseLength, noseWidth) = (Between(62, 98), Between(20, 36));
        (mouthWidth, mouthHeight, mouthFullness) = (Between(38, 68), Between(96, 122), Between(7, 17));
        (hairline, parting) = (Between(-176, -140), Between(-90, 90));
        (hasBeard, hasMoustache, hasLongHair) = (random.Next(4) == 0, random.Next(4) == 0, random.Next(3) == 0);
        marks =
        [
            .. Enumerable
                .Range(0, random.Next(2, 8))
                .Select(_ => (new Point2f(Between(-115, 115), Between(-110, 165)), Between(2.5f, 5.5f))),
        ];
    }

    /// <param name="look">Right and up, -1 to 1 each: near features move further across the head than far ones.</param>
    /// <param name="sideLight">-1 to 1.</param>
    public SoftCanvas Paint(Point2f look, float sideLight)
    {
        var canvas = new SoftCanvas(Width, Height);
        PaintBody(canvas);
        PaintHead(canvas, look, sideLight);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            PaintEye(canvas, side, look);
        }
        PaintNose(canvas, look);
        PaintMouth(canvas, look);
        foreach (var (at, size) in marks)
        {
            canvas.Ellipse(Place(at.X, at.Y, look, 0.6f), new(size, size), Shade(skin, 0.6f), 0.6f, 0.7f);
        }
        PaintHair(canvas, look);
        return canvas;
    }

    private void PaintBody(SoftCanvas canvas)
    {
        if (hasLongHair)
        {
            canvas.Ellipse(Place(0, 40, Ahead, 0), new(headWidth * 1.28f, headHeight * 1.25f), hair, 0.06f);
        }
        canvas.Ellipse(Place(0, 440, Ahead, 0), new(290, 200), shirt, 0.03f);
        canvas.Ellipse(Place(0, 210, Ahead, 0), new(headWidth * 0.55f, 120), Shade(skin, 0.72f), 0.08f);
    }

    private void PaintHead(SoftCanvas canvas, Point2f look, float sideLight)
    {
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            canvas.Ellipse(Place(side * headWidth * 0.99f, -5, look, -0.2f), new(20, 42), Shade(skin, 0.8f), 0.2f);
        }
        canvas.Ellipse(Place(0, -38, Ahead, 0), new(headWidth * 1.07f, headHeight * 0.92f), hair, 0.05f);
        canvas.Ellipse(
            Place(0, (headHeight + hairline) / 2, Ahead, 0),
            new(headWidth, (headHeight - hairline) / 2),
            Shade(skin, 0.86f),
            0.05f
        );
        canvas.Ellipse(
            Place(0, headHeight * 0.5f, Ahead, 0),
            new(headWidth * jaw, headHeight * 0.55f),
            Shade(skin, 0.9f),
            0.15f
        );
        canvas.Ellipse(
            Place(0, (headHeight + hairline) / 2 - 10, look, 0.2f),
            new(headWidth * 0.8f, (headHeight - hairline) * 0.42f),
            skin,
            0.4f
        );
        canvas.Ellipse(Place(0, hairline * 0.72f, look, 0.3f), new(headWidth * 0.55f, 55), Shade(skin, 1.08f), 0.9f);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            canvas.Ellipse(Place(side * 78, 45, look, 0.4f), new(46, 40), Shade(skin, 1.07f), 0.9f);
        }
        if (hasBeard)
        {
            canvas.Ellipse(Place(0, 140, look, 0.2f), new(headWidth * 0.72f, 85), hair, 0.4f, 0.35f);
        }
        canvas.Ellipse(
            Place(-MathF.Sign(sideLight) * headWidth, 0, Ahead, 0),
            new(headWidth * 1.1f, headHeight * 1.1f),
            Shade(skin, 0.35f),
            0.9f,
            MathF.Abs(sideLight) * 0.6f
        );
    }

    private void PaintEye(SoftCanvas canvas, int side, Point2f look)
    {
        var (x, y) = (side * eyeGap, eyeHeight);
        canvas.Ellipse(
            Place(x, y - 2, look, 0.5f),
            new(eyeSize * 1.9f, eyeSize * 1.25f),
            Shade(skin, 0.6f),
            0.7f,
            0.9f
        );
        canvas.Ellipse(Place(x, y, look, 0.5f), new(eyeSize, eyeSize * 0.52f), white, 0.12f);
        canvas.Ellipse(Place(x, y, look, 0.55f), new(eyeSize * 0.56f, eyeSize * 0.54f), iris, 0.12f);
        canvas.Ellipse(Place(x, y, look, 0.55f), new(eyeSize * 0.3f, eyeSize * 0.3f), new Scalar(12, 12, 12), 0.15f);
        canvas.Ellipse(
            Place(x, y - eyeSize * 0.5f, look, 0.5f),
            new(eyeSize * 1.08f, 3.5f),
            Shade(skin, 0.25f),
            0.5f,
            degrees: side * 4
        );
        for (var i = -4; i <= 4; i++)
        {
            var along = i * eyeSize * 0.36f;
            var arch = -browHeight + i * i * 0.5f + side * i * browSlope / 8f;
            canvas.Ellipse(
                Place(x + along, y + arch, look, 0.5f),
                new(eyeSize * 0.3f, browThickness * (1 - Math.Abs(i) * 0.09f)),
                Shade(hair, 0.9f),
                0.4f,
                0.85f
            );
        }
    }

    private void PaintNose(SoftCanvas canvas, Point2f look)
    {
        var tip = eyeHeight + noseLength;
        canvas.Ellipse(
            Place(0, eyeHeight + noseLength * 0.42f, look, 0.8f),
            new(noseWidth * 0.42f, noseLength * 0.6f),
            Shade(skin, 1.12f),
            0.7f
        );
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            canvas.Ellipse(
                Place(side * noseWidth * 0.8f, eyeHeight + noseLength * 0.55f, look, 0.7f),
                new(7, noseLength * 0.4f),
                Shade(skin, 0.78f),
                0.8f,
                0.6f,
                side * -8
            );
            canvas.Ellipse(
                Place(side * noseWidth * 0.85f, tip - 2, look, 0.9f),
                new(noseWidth * 0.45f, 13),
                Shade(skin, 0.86f),
                0.5f
            );
            canvas.Ellipse(
                Place(side * noseWidth * 0.5f, tip + 6, look, 0.9f),
                new(noseWidth * 0.28f, 5),
                Shade(skin, 0.3f),
                0.5f
            );
        }
        canvas.Ellipse(Place(0, tip - 6, look, 1), new(noseWidth * 0.6f, 14), Shade(skin, 1.14f), 0.7f);
    }

    private void PaintMouth(SoftCanvas canvas, Point2f look)
    {
        if (hasMoustache)
        {
            canvas.Ellipse(
                Place(0, mouthHeight - mouthFullness - 8, look, 0.75f),
                new(mouthWidth * 1.05f, 12),
                hair,
                0.35f,
                0.85f
            );
        }
        canvas.Ellipse(Place(0, mouthHeight, look, 0.7f), new(mouthWidth, mouthFullness), lips, 0.2f);
        canvas.Ellipse(Place(0, mouthHeight - 1, look, 0.7f), new(mouthWidth * 0.95f, 2.6f), Shade(lips, 0.4f), 0.5f);
        canvas.Ellipse(
            Place(0, mouthHeight + mouthFullness + 13, look, 0.7f),
            new(mouthWidth * 0.6f, 7),
            Shade(skin, 0.75f),
            0.8f,
            0.8f
        );
    }

    private void PaintHair(SoftCanvas canvas, Point2f look)
    {
        for (var i = -4; i <= 4; i++)
        {
            var across = i * 0.2f;
            var fringe =
                hairline
                + (headHeight - hairline) / 2 * (1 - MathF.Sqrt(1 - across * across))
                - 8
                + MathF.Abs(i * 24 - parting) * 0.12f;
            canvas.Ellipse(
                Place(across * headWidth, fringe, look, 0.1f),
                new(headWidth * 0.16f, 16),
                Shade(hair, i % 2 == 0 ? 0.88f : 1.12f),
                0.35f,
                degrees: i * 11
            );
        }
    }

    /// <param name="depth">How near to the camera: 1 is the tip of the nose, 0 the outline of the head.</param>
    private static Point2f Place(float right, float down, Point2f look, float depth) =>
        new(Centre.X + right + look.X * depth * 90, Centre.Y + down - look.Y * depth * 90);

    private static Scalar Shade(Scalar colour, float light) =>
        new(Math.Min(255, colour.Val0 * light), Math.Min(255, colour.Val1 * light), Math.Min(255, colour.Val2 * light));

    private float Between(float low, float high) => low + random.NextSingle() * (high - low);

    private Scalar Pick(params Scalar[] colours) => colours[random.Next(colours.Length)];
}
