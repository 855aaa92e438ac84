using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Liveness;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Drawing;

/// <summary>
/// One seed is always the same person, in every version: a person enrolled from a drawing, in the demo or in an
/// integrator's sandbox, must look the same in later versions.
/// </summary>
public sealed class DrawnFacesTests
{
    /// <summary>
    /// Six figures for each person: the drawing, weighted by waves in six directions, within the tolerance of different
    /// processors' rounding.
    /// </summary>
    public static TheoryData<int, float, float, float, string> People =>
        new()
        {
            { 1, 0, 0, 0, "-85.31 1011.61 -31.31 95.32 -9.15 16872.68 -30.11 338.90 -11.49 13.15 -5.49 6307.96" },
            {
                2,
                0.4f,
                -0.3f,
                0.5f,
                "-92.35 853.69 -31.99 131.96 -6.59 12921.15 -4.86 332.87 -27.26 5.71 -0.80 5884.48"
            },
            { 3, -0.2f, 0.5f, -0.7f, "128.73 338.40 -56.83 35.27 0.25 11850.28 7.80 318.88 -28.41 8.13 -1.31 5950.26" },
            { 4, 0, 0, 0.1f, "-68.12 251.91 9.08 32.96 3.35 11425.18 -16.07 388.77 -6.77 26.65 0.10 5526.67" },
            { 5, 0.1f, 0.1f, 0, "-36.32 550.10 -18.25 114.67 1.90 8055.53 -33.99 392.74 -17.13 27.24 -1.19 5326.40" },
            { 8, 0, 0, 0, "-85.37 1000.65 -39.61 68.30 -7.61 13196.87 -34.42 348.20 -14.76 5.60 -4.73 5505.08" },
            { 29, 0, 0, 0, "-81.45 546.35 -28.04 33.08 -11.05 10641.68 -35.35 363.36 -15.35 12.67 -2.73 5481.58" },
            { 118, 1, 1, 1, "-53.92 773.64 -27.93 -19.00 -10.35 12980.48 58.17 381.88 6.62 28.90 -5.73 6460.94" },
            { 124, -1, -1, -1, "39.76 1358.16 -84.41 70.21 -2.70 11832.17 -68.62 348.95 -26.33 12.53 -1.50 6459.93" },
        };

    [Theory]
    [MemberData(nameof(People))]
    public void A_person_is_painted_as_ever(int seed, float right, float up, float sideLight, string expected)
    {
        var (colours, opacity) = new DrawnPerson(seed).Paint(new(right, up), sideLight).ToMats();
        using (colours)
        using (opacity)
        {
            AssertWeighs(expected, colours, opacity);
        }
    }

    public static TheoryData<string, string> Scenes =>
        new()
        {
            { "plain", "415.63 1263.17 20.33 26.77 -1.04 21667.31" },
            { "small", "490.17 1725.46 25.73 34.72 -17.58 21610.77" },
            { "aside", "617.42 1362.49 29.30 -28.22 -1.96 21950.92" },
            { "tilted", "528.60 1244.88 38.99 8.74 -4.65 21525.04" },
            { "turned", "404.07 1219.98 21.81 23.02 -9.87 21644.63" },
            { "dark", "164.91 504.97 8.42 10.38 -0.57 8668.23" },
            { "lit", "279.44 1227.79 28.35 20.67 -4.13 21222.52" },
            { "noisy", "413.45 1261.65 20.19 27.45 -2.61 21659.56" },
            { "blurred", "418.07 1264.56 19.55 14.62 -6.42 21667.48" },
            { "wide", "41.80 3299.33 -15.50 69.58 2.17 17186.26" },
            { "two", "479.49 1721.80 59.69 2.55 -19.26 22246.97" },
            { "nobody", "516.81 1250.76 20.08 -5.37 -7.23 22828.62" },
            { "moment", "589.59 1080.15 0.64 -11.84 -13.09 18725.89" },
            { "sitter", "395.63 1243.84 18.29 14.88 -4.62 21638.74" },
            { "left", "373.44 1238.28 16.54 17.28 -14.26 21688.36" },
            { "right", "374.38 1239.11 3.12 28.55 -7.85 21683.63" },
            { "up", "390.65 1257.81 7.49 30.29 -3.61 21765.04" },
            { "down", "379.19 1179.38 2.59 16.44 -6.43 21637.91" },
            { "nearer", "354.32 1301.68 73.72 64.89 -2.14 21756.02" },
            { "blurred anna", "429.32 1514.93 22.48 -15.23 -6.28 21566.66" },
            { "dark anna", "90.26 328.56 5.86 -3.10 -0.18 4740.01" },
            { "two people", "831.14 1801.52 68.74 4.96 -15.59 21972.41" },
        };

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_scene_is_photographed_as_ever(string scene, string expected)
    {
        using var picture = Cv2.ImDecode(
            scene switch
            {
                "plain" => DrawnFaces.Draw(3),
                "small" => DrawnFaces.Draw(3, new DrawnScene { Scale = 0.6f }),
                "aside" => DrawnFaces.Draw(3, new DrawnScene { Right = 0.2f, Down = 0.1f }),
                "tilted" => DrawnFaces.Draw(3, new DrawnScene { Roll = 15 }),
                "turned" => DrawnFaces.Draw(3, new DrawnScene { Turn = 0.7f, Nod = -0.4f }),
                "dark" => DrawnFaces.Draw(3, new DrawnScene { Light = 0.4f }),
                "lit" => DrawnFaces.Draw(3, new DrawnScene { SideLight = 0.6f }),
                "noisy" => DrawnFaces.Draw(3, new DrawnScene { Noise = 12, NoiseSeed = 7 }),
                "blurred" => DrawnFaces.Draw(3, new DrawnScene { Blur = 9 }),
                "wide" => DrawnFaces.Draw(3, new DrawnScene { Width = 800, Height = 300 }),
                "two" => DrawnFaces.Draw([
                    (1, new DrawnScene { Scale = 0.6f, Right = -0.25f }),
                    (2, new DrawnScene { Scale = 0.6f, Right = 0.25f }),
                ]),
                "nobody" => DrawnFaces.DrawNobody(new DrawnScene { NoiseSeed = 5 }),
                "moment" => DrawnFaces.Draw(3, DrawnScene.At(11)),
                "sitter" => DrawnFaces.Draw(3, DrawnSitter.At(5)),
                "left" => DrawnFaces.Draw(3, DrawnSitter.At(3, HeadMove.Left, 0.8f)),
                "right" => DrawnFaces.Draw(3, DrawnSitter.At(3, HeadMove.Right, 0.8f)),
                "up" => DrawnFaces.Draw(3, DrawnSitter.At(3, HeadMove.Up, 0.8f)),
                "down" => DrawnFaces.Draw(3, DrawnSitter.At(3, HeadMove.Down, 0.8f)),
                "nearer" => DrawnFaces.Draw(3, DrawnSitter.At(3, HeadMove.Nearer, 0.8f)),
                "blurred anna" => ScriptedFace.Find("blurred")!.Draw(2),
                "dark anna" => ScriptedFace.Find("dark")!.Draw(2),
                _ => ScriptedFace.Find("two-people")!.Draw(2),
            },
            ImreadModes.Color
        );
        AssertWeighs(expected, picture);
    }

    [Fact]
    public void A_burst_rests_makes_each_move_and_comes_back_five_pictures_a_second()
    {
        var anna = ScriptedFace.Find("anna")!;
        var (resting, moving) = (
            new ScriptedBurst(anna, "challenge", []),
            new ScriptedBurst(anna, "challenge", [HeadMove.Left, HeadMove.Nearer])
        );
        Assert.Equal((9, 24), (resting.Times.Count, moving.Times.Count));
        Assert.Equal((9, 24), (resting.Pictures.Count, moving.Pictures.Count));
        Assert.Equal(Enumerable.Range(0, 24).Select(i => TimeSpan.FromMilliseconds(200 * i)), moving.Times);
        Assert.Null(LivenessLimits.FaultOf(resting.Times));
        // The same challenge gives the same burst; with another one the person sits elsewhere.
        Assert.Equal(
            moving.Pictures[7](),
            new ScriptedBurst(anna, "challenge", [HeadMove.Left, HeadMove.Nearer]).Pictures[7]()
        );
        Assert.NotEqual(
            moving.Pictures[7](),
            new ScriptedBurst(anna, "another", [HeadMove.Left, HeadMove.Nearer]).Pictures[7]()
        );
        using var picture = Cv2.ImDecode(moving.Pictures[7](), ImreadModes.Color);
        AssertWeighs("475.34 1580.88 -21.56 6.25 -2.91 21724.03", picture);
        Assert.Equal(
            ["anna", "ben", "cleo", "blurred", "dark", "two-people", "nobody"],
            ScriptedFace.All.Select(face => face.Name)
        );
        Assert.Equal(
            (3, 99, null),
            (ScriptedFace.All.Count(face => face.IsPerson), ScriptedFace.Moments, ScriptedFace.Find("Anna"))
        );
    }

    private static void AssertWeighs(string expected, params Mat[] pictures)
    {
        var found = pictures.SelectMany(Weights).ToArray();
        var wanted = expected
            .Split(' ')
            .Select(figure =>
                double.TryParse(figure, System.Globalization.CultureInfo.InvariantCulture, out var number)
                    ? number
                    : double.NaN
            )
            .ToArray();
        var told = string.Join(
            ' ',
            found.Select(number => number.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.True(
            found.Length == wanted.Length && found.Zip(wanted).All(pair => Math.Abs(pair.First - pair.Second) <= 0.5),
            $"It weighs {told} instead of {expected}."
        );
    }

    /// <summary>
    /// The sum over all pixels of each channel times a wave across or down the picture, over its root: a change of one
    /// figure of a drawing changes several of them by more than rounding does.
    /// </summary>
    private static IEnumerable<double> Weights(Mat picture)
    {
        using var numbers = new Mat();
        picture.ConvertTo(numbers, MatType.CV_64F);
        numbers.Reshape(1).GetArray(out double[] values);
        var (width, channels) = (picture.Width, picture.Channels());
        var sums = new double[6];
        for (var i = 0; i < values.Length; i++)
        {
            var (x, y, channel) = (i / channels % width, i / channels / width, i % channels);
            var weighed = values[i] * (1 + (0.5 * channel));
            sums[0] += weighed * Math.Sin(0.031 * x);
            sums[1] += weighed * Math.Sin(0.029 * y);
            sums[2] += weighed * Math.Sin((0.11 * x) + (0.07 * y));
            sums[3] += weighed * Math.Sin((0.05 * x) - (0.09 * y) + 1);
            sums[4] += weighed * Math.Sin((0.23 * x) + (0.19 * y) + 2);
            sums[5] += weighed;
        }
        // In units of what a million pixels would round to at random.
        return sums.Select(sum => sum / 10_000);
    }
}
