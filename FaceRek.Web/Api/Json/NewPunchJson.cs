using FaceRek.Core.Attendance;

namespace FaceRek.Web.Api.Json;

/// <param name="Way">face (with challenge and pictures), pin (with pin), device (with device, event_id and at), manual (with at, direction and reason).</param>
/// <param name="PersonId">Whose it is. Left out with way face, whoever the pictures show among everybody enrolled (1:N), with a challenge that names nobody either.</param>
/// <param name="Direction">in or out; left out it follows from the last punch.</param>
/// <param name="Challenge">As /challenges gave it, at most 30 seconds ago.</param>
/// <param name="Pictures">1 to 40 JPEGs of at most 300 kB, taken one after the other; 8 at least, over 1.2 to 12 seconds, unless liveness is off.</param>
/// <param name="Device">The terminal's own name, at most 64 characters.</param>
/// <param name="EventId">The terminal's number of the event: sent again it is the same punch.</param>
/// <param name="At">device: by the terminal's clock, which is evidence; ours is the record. manual: when it was, at most 31 days ago.</param>
/// <param name="Offline">The terminal could not tell us then: its time is the record, for at most 72 hours back.</param>
/// <param name="Reason">manual: why, at most 300 characters.</param>
/// <param name="Times">Of each picture, in milliseconds since the first; may be left out where liveness is off.</param>
public sealed record NewPunchJson(
    NewPunchJson.Kind Way,
    Guid? PersonId = null,
    Direction? Direction = null,
    string? Challenge = null,
    IReadOnlyList<PictureJson>? Pictures = null,
    string? Pin = null,
    string? Device = null,
    string? EventId = null,
    DateTimeOffset? At = null,
    bool Offline = false,
    string? Reason = null,
    IReadOnlyList<int>? Times = null
)
{
    public enum Kind
    {
        Face,
        Pin,
        Device,
        Manual,
    }
}
