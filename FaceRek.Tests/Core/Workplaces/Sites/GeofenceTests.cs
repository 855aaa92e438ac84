using FaceRek.Core.Workplaces.Sites;

namespace FaceRek.Tests.Core.Workplaces.Sites;

public sealed class GeofenceTests
{
    /// <summary>Around the Old Bailey in London.</summary>
    private static readonly Geofence Fence = new(51.5155, -0.1019, 150);

    [Theory]
    [InlineData("51.5155", "-0.1019", "20", "5", GeofencePosition.Inside)]
    [InlineData("51.5162", "-0.1019", "60", "5", GeofencePosition.Inside)]
    [InlineData("51.5162", "-0.1019", "90", "5", GeofencePosition.Uncertain)]
    [InlineData("51.5155", "-0.1019", "151", "0", GeofencePosition.Uncertain)]
    [InlineData("51.5200", "-0.1019", "20", "5", GeofencePosition.Outside)]
    [InlineData("51.5200", "-0.1019", "400", "5", GeofencePosition.Uncertain)]
    [InlineData("-33.8688", "151.2093", "20", "5", GeofencePosition.Outside)]
    [InlineData("51.5155", "-0.1019", "20", "121", GeofencePosition.Uncertain)]
    [InlineData("51.5155", "-0.1019", "20", "-3", GeofencePosition.Uncertain)]
    public void Distance_accuracy_and_age_decide_together(
        string latitude,
        string longitude,
        string accuracy,
        string age,
        GeofencePosition expected
    )
    {
        Assert.True(GeoPosition.TryRead(latitude, longitude, accuracy, age, out var fix));
        Assert.Equal(expected, Fence.Judge(fix));
    }

    [Theory]
    [InlineData("91", "0", "20", "0")]
    [InlineData("-90.0001", "0", "20", "0")]
    [InlineData("51", "180.5", "20", "0")]
    [InlineData("NaN", "0.5", "20", "0")]
    [InlineData("51", "Infinity", "20", "0")]
    [InlineData("51", "1", "NaN", "0")]
    [InlineData("51", "1", "-1", "0")]
    [InlineData("51", "1", "20", "1e9")]
    [InlineData("0", "0", "20", "0")]
    [InlineData("-0.0", "0.0", "20", "0")]
    [InlineData("51,5", "1", "20", "0")]
    [InlineData("fifty-one", "1", "20", "0")]
    [InlineData("51", null, "20", "0")]
    [InlineData("51", "1", "", "0")]
    public void What_is_no_place_on_earth_is_no_position(
        string? latitude,
        string? longitude,
        string? accuracy,
        string? age
    ) => Assert.False(GeoPosition.TryRead(latitude, longitude, accuracy, age, out _));

    [Theory]
    [InlineData(51.5155, -0.1019, 0)]
    [InlineData(48.8566, 2.3522, 343_600)]
    [InlineData(40.7128, -74.0060, 5_570_000)]
    public void Distances_are_those_of_the_globe(double latitude, double longitude, double metres) =>
        Assert.InRange(Fence.MetresTo(latitude, longitude), metres * 0.99, (metres * 1.01) + 1);

    [Fact]
    public void The_date_line_is_no_wall()
    {
        var fence = new Geofence(-16.5, 179.999, 500);
        Assert.InRange(fence.MetresTo(-16.5, -179.999), 200, 230);
    }
}
