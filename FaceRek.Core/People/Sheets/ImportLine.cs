namespace FaceRek.Core.People.Sheets;

/// <summary>One line after the checks: a person to add, or what speaks against it.</summary>
/// <param name="Row">Null where there are faults.</param>
public sealed record ImportLine(int Number, PersonRow? Row, IReadOnlyList<LineFault> Faults);
