using System.Text.RegularExpressions;

namespace FaceRek.Core.People.Sheets;

/// <summary>
/// A cell that starts like a formula is run by spreadsheets. On the way out it gets an apostrophe in front, which spreadsheets read as "this is text";
/// on the way in that apostrophe is taken off again, so that what left comes back the same. "'t Hart" is nobody's formula and stays as it is.
/// </summary>
public static partial class FormulaGuard
{
    public static string Guarded(string cell) => Formula().IsMatch(cell) ? $"'{cell}" : cell;

    public static string Unguarded(string cell) => cell.StartsWith('\'') && Formula().IsMatch(cell) ? cell[1..] : cell;

    // The full-width signs are read as their narrow twins by some spreadsheets.
    [GeneratedRegex(@"^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]")]
    private static partial Regex Formula();
}
