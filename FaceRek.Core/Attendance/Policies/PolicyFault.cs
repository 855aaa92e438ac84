namespace FaceRek.Core.Attendance.Policies;

/// <param name="Field">Name of a property of <see cref="PolicyRules"/>.</param>
public sealed record PolicyFault(string Field, int Least, int Most);
