package main

import (
	"context"
	"fmt"
	"os"

	"git.sr.ht/~emersion/gqlclient"
)

func main() {
	client := gqlclient.New(os.Args[1], nil)
	result, err := SignIn(client, context.Background(), SignInInput{Email: os.Args[2], Password: os.Args[3], RefreshTokenDelivery: RefreshTokenDeliveryPayload})
	if err != nil {
		panic(err)
	}
	switch result := result.Value.(type) {
	case *SignedIn:
		fmt.Println("SignedIn", len(result.Session.AccessToken) > 0)
	case *Rejected:
		fmt.Println("Rejected", result.Problems[0].Code)
	}
	feed, err := HomeFeed(client, context.Background(), 2)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(feed.Edges), feed.Edges[0].Node.Author.Handle)
}
