namespace FaceRek.Core.Attendance;

/// <summary>By which event of which terminal a punch came, and what its clock said.</summary>
public sealed record DeviceEventReference(string Device, string EventId, DateTimeOffset At);
