using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Detection;

public sealed class NetworkViewTests
{
    private static readonly NetworkInput Input = new(
        null,
        320,
        320,
        TensorLayout.Nchw,
        ChannelOrder.Bgr,
        [0, 0, 0],
        [1, 1, 1]
    );

    [Theory]
    [InlineData(640, 480, 320, 240)]
    [InlineData(480, 640, 240, 320)]
    [InlineData(80, 80, 320, 320)]
    [InlineData(3000, 1, 320, 1)]
    public void The_whole_picture_fits_and_keeps_its_shape(int width, int height, int placedWidth, int placedHeight)
    {
        var view = NetworkView.Whole(new Size(width, height), Input);

        Assert.Equal(new Rect(0, 0, placedWidth, placedHeight), view.Place);
        Assert.Equal(new Point2f(width, height), view.ToPicture(new Point2f(placedWidth, placedHeight)));
    }

    [Theory]
    [InlineData(320, 240, 160)]
    [InlineData(10, 470, 300)]
    [InlineData(639, 0, 2000)]
    [InlineData(320, 240, 20)]
    public void The_middle_of_a_square_is_shown_in_the_middle(float x, float y, float side)
    {
        var view = NetworkView.Around(new Point2f(x, y), side, new Size(640, 480), Input);

        var middle = view.ToPicture(new Point2f(160, 160));

        Assert.Equal(x, middle.X, Math.Max(1, side / 100));
        Assert.Equal(y, middle.Y, Math.Max(1, side / 100));
        Assert.True(new Rect(0, 0, 640, 480).Contains(view.Part));
        Assert.True(new Rect(0, 0, 320, 320).Contains(view.Place));
    }

    [Fact]
    public void A_square_far_outside_still_shows_something()
    {
        var view = NetworkView.Around(new Point2f(-500, 900), 10, new Size(640, 480), Input);
        Assert.True(view.Part.Width > 0 && view.Part.Height > 0 && view.Place.Width > 0 && view.Place.Height > 0);
    }
}
