using System.Security.Cryptography;
using System.Text;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>One small change of the product.</summary>
/// <param name="Place">What is switched as a whole: the number of a body or an initialiser, see <see cref="Place"/>.</param>
/// <param name="File">From the root of the checkout, with forward slashes.</param>
/// <param name="Member">Type and member around it.</param>
/// <param name="From">The original text.</param>
/// <param name="Nth">Counts equal changes of one member, from 1.</param>
/// <param name="Start">Of the original text, in the file.</param>
/// <param name="IsOfConstant">The initialiser of a constant, which becomes a field.</param>
public sealed record Mutant(
    int Place,
    string File,
    int Line,
    string Member,
    string Kind,
    string From,
    string To,
    int Nth,
    int Start,
    bool IsOfConstant
)
{
    /// <summary>Stays the same when lines move or folders are renamed.</summary>
    public string Id { get; } = Hash("id", File, Member, From, To, Nth)[..8];

    /// <summary>
    /// The draw sorts by a hash, so that a shorter draw is the beginning of a longer one, and mutations that are not
    /// drawn have no effect.
    /// </summary>
    public static List<Mutant> Draw(IEnumerable<Mutant> all, int seed) =>
        [
            .. all.OrderBy(
                    one => Hash($"seed {seed}", one.File, one.Member, one.From, one.To, one.Nth),
                    StringComparer.Ordinal
                )
                .ThenBy(one => one.File, StringComparer.Ordinal),
        ];

    private static string Hash(string salt, string file, string member, string from, string to, int nth) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join('\n', salt, Path.GetFileName(file), member, from, to, nth))
            )
        );
}
