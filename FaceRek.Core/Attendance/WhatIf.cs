namespace FaceRek.Core.Attendance;

/// <summary>What another threshold would have made of the last check-ins.</summary>
/// <param name="Punches">Recorded by face.</param>
/// <param name="Refused">Of them, those it would have refused: people who were who they said.</param>
/// <param name="Failures">Tries that were not recognised.</param>
/// <param name="Accepted">Of them, those it would have accepted, rightly or not.</param>
public sealed record WhatIf(int Punches, int Refused, int Failures, int Accepted);
