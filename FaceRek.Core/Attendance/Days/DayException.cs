namespace FaceRek.Core.Attendance.Days;

/// <param name="Kind">One kind.</param>
/// <param name="Fingerprint">Stands for the punches or the figure behind it: a decision holds as long as the mark is the same.</param>
public readonly record struct DayException(ExceptionKinds Kind, long Fingerprint);
