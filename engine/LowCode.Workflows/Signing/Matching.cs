using System.Collections.Immutable;

namespace LowCode.Workflows.Signing;

/// <summary>Shares people out over places so that as many places as possible are taken.</summary>
internal static class Matching
{
    /// <summary>The most places that can be taken when each person takes at most one of those they can.</summary>
    /// <param name="places">How many places there are.</param>
    /// <param name="people">For each person, the places they can take; places that do not exist are passed over.</param>
    public static int Largest(int places, ImmutableArray<ImmutableArray<int>> people)
    {
        var takenBy = new int?[places];
        var taken = 0;
        for (var person = 0; person < people.Length; person++)
        {
            if (Seat(person, people, takenBy, new bool[places]))
                taken++;
        }
        return taken;
    }

    // Takes a free place, or moves whoever sits in a wanted one to another (an augmenting path).
    private static bool Seat(int person, ImmutableArray<ImmutableArray<int>> people, int?[] takenBy, bool[] tried)
    {
        foreach (var place in people[person])
        {
            if ((uint)place >= (uint)takenBy.Length || tried[place])
                continue;
            tried[place] = true;
            if (takenBy[place] is not { } other || Seat(other, people, takenBy, tried))
            {
                takenBy[place] = person;
                return true;
            }
        }
        return false;
    }
}
