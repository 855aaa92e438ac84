namespace FaceRek.Core.Attendance.Days;

/// <summary>What a day adds to its week.</summary>
/// <param name="OrdinarySeconds">Work that is not overtime of the day.</param>
internal readonly record struct WorkedDay(Guid PersonId, DateOnly On, int OrdinarySeconds, DateTimeOffset SettlesAt);
