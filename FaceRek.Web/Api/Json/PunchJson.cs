using System.Text.Json.Serialization;
using FaceRek.Core.Access;
using FaceRek.Core.Attendance;
using FaceRek.Web.Api.Calls;

namespace FaceRek.Web.Api.Json;

/// <param name="Number">1, 2, 3 … of this person in the order of recording.</param>
/// <param name="At">When it counts, UTC.</param>
/// <param name="Zone">The zone in force when it was made.</param>
/// <param name="DirectionSource">What decided between in and out.</param>
/// <param name="DeviceAt">What the terminal's clock said.</param>
/// <param name="Match">What the face model said; with faces:scores only.</param>
public sealed record PunchJson(
    Guid Id,
    Guid PersonId,
    int Number,
    DateTimeOffset At,
    string Zone,
    Direction Direction,
    DirectionSource DirectionSource,
    PunchWay Way,
    DateTimeOffset RecordedAt,
    Guid? SiteId,
    string? Reason,
    string? Device,
    string? EventId,
    DateTimeOffset? DeviceAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PunchMatchJson? Match = null
)
{
    internal static PunchJson Of(Punch punch, ApiCaller caller) =>
        new(
            punch.Id,
            punch.PersonId,
            punch.Number,
            punch.At,
            punch.Zone,
            punch.Direction,
            punch.DirectionSource,
            punch.Way,
            punch.RecordedAt,
            punch.SiteId,
            punch.Reason,
            punch.Device,
            punch.DeviceEventId,
            punch.DeviceAt,
            caller.May(ApiScope.FacesScores) && punch.Model is not null
                ? new PunchMatchJson(punch.Model, punch.Score, punch.Threshold, punch.Margin)
                : null
        );
}
