using System.Reflection;
using FaceRek.Core.Attendance.Days;

namespace FaceRek.Tests.Core.Attendance.Days;

public sealed class AttendanceDayTests
{
    private static readonly PropertyInfo[] Properties = [.. typeof(AttendanceDay).GetProperties().Where(property => property.CanWrite)];

    public static TheoryData<string> Names => [.. Properties.Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Days_are_the_same_where_their_canonical_lines_are(string name)
    {
        var (one, other) = (Day(), Day());
        Assert.True(one.IsSameAs(other));
        var property = typeof(AttendanceDay).GetProperty(name)!;
        property.SetValue(other, Another(property.GetValue(one), Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
        Assert.NotEqual(property.GetValue(one), property.GetValue(other));
        Assert.Equal(one.Canonical() == other.Canonical(), one.IsSameAs(other));
    }

    [Fact]
    public void Parts_of_a_second_make_no_other_day()
    {
        var (one, other) = (Day(), Day());
        typeof(AttendanceDay).GetProperty(nameof(AttendanceDay.FirstInAt))!.SetValue(one, DateTimeOffset.UnixEpoch);
        typeof(AttendanceDay).GetProperty(nameof(AttendanceDay.FirstInAt))!.SetValue(other, DateTimeOffset.UnixEpoch.AddMilliseconds(400));
        Assert.Equal(one.Canonical(), other.Canonical());
        Assert.True(one.IsSameAs(other));
    }

    private static AttendanceDay Day() => new() { OrganizationId = Guid.Empty, PersonId = Guid.Empty, On = new DateOnly(2026, 3, 1), Zone = "Europe/London", Status = DayStatus.Present, SettlesAt = DateTimeOffset.UnixEpoch };

    private static object Another(object? value, Type type) =>
        type == typeof(Guid) ? Guid.CreateVersion7()
        : type == typeof(DateOnly) ? ((DateOnly)value!).AddDays(1)
        : type == typeof(DateTimeOffset) ? ((DateTimeOffset?)value ?? DateTimeOffset.UnixEpoch).AddSeconds(1)
        : type == typeof(string) ? $"{value}x"
        : type == typeof(bool) ? !(bool)value!
        : type.IsEnum ? Enum.ToObject(type, Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) + 1)
        : (int)value! + 1;
}
